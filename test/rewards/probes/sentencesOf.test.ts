import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { sentencesOf } from '../../../src/rewards/probes/sentencesOf';
import { stretchesOf } from '../../../src/rewards/probes/stretchesOf';
import { markdownText } from './markdownText';

// Hundreds of random texts take seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const cut = (text: string): string[] => sentencesOf(text).map(({ start, end }) => text.slice(start, end));
const trimmed = (text: string): string[] => cut(text).map((sentence) => sentence.trim());

describe('sentences', () => {
  test('join to the text again, whatever it holds, and none is blank beside others', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), markdownText()), (text) => {
        expect(cut(text).join('')).toBe(text);
        if (text.trim() !== '') expect(trimmed(text)).not.toContain('');
      }),
      { numRuns: 400 },
    );
  });

  test('an abbreviation, an initial and a number with a point end none', () => {
    expect(trimmed('Dr. Smith met J. Doe, e.g. at 3.5 km. Then he left! Why? No. 7 knew 28. That is all.')).toEqual([
      'Dr. Smith met J. Doe, e.g. at 3.5 km.',
      'Then he left!',
      'Why?',
      'No. 7 knew 28.',
      'That is all.',
    ]);
  });

  test.each([
    ['Chinese', '你好。再见！真的吗？', ['你好。', '再见！', '真的吗？']],
    ['Hindi', 'यह पहला है। यह दूसरा है।', ['यह पहला है।', 'यह दूसरा है।']],
    ['Arabic', 'كيف حالك؟ أنا بخير.', ['كيف حالك؟', 'أنا بخير.']],
    ['Greek, whose question mark is a semicolon,', 'Τι κάνεις; Είμαι καλά.', ['Τι κάνεις;', 'Είμαι καλά.']],
  ])('%s is cut where its own marks stand', (_, text, expected) => {
    expect(trimmed(text)).toEqual(expected);
  });

  test('code, tables, headings and list items stay whole', () => {
    const text =
      '# Two steps. Really.\nFirst. Second.\n\n1. One. And on.\n   More.\n2. Two.\n\n```js\na. b. c.\n```\n\n| a. b | c |\n|---|---|\n| 1. | 2 |';
    expect(trimmed(text)).toEqual([
      '# Two steps. Really.',
      'First.',
      'Second.',
      '1. One. And on.\n   More.',
      '2. Two.',
      '```js\na. b. c.\n```',
      '| a. b | c |\n|---|---|\n| 1. | 2 |',
    ]);
  });

  test('a line break alone ends none, and breaks of Windows keep their places', () => {
    expect(cut('One line\r\ngoes on. Two.\r\n\r\nThree.')).toEqual(['One line\r\ngoes on. ', 'Two.\r\n\r\n', 'Three.']);
  });
});

describe('stretches', () => {
  test('cover the same text in at most so many, and leave few sentences as they are', () => {
    fc.assert(
      fc.property(markdownText(), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const sentences = sentencesOf(text);
        const stretches = stretchesOf(sentences, most);
        expect(stretches.length).toBeLessThanOrEqual(most);
        expect(stretches.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        if (sentences.length <= most) expect(stretches).toEqual(sentences);
      }),
    );
  });

  test('are about as long as each other', () => {
    const sentences = Array.from({ length: 1000 }, (_, at) => ({ start: 10 * at, end: 10 * (at + 1) }));
    const lengths = stretchesOf(sentences, 40).map(({ start, end }) => end - start);
    expect(lengths).toEqual(new Array(40).fill(250));
  });

  test('fewer than one are refused', () => {
    expect(() => stretchesOf([], 0)).toThrow(/at least 1 stretch, not 0/);
  });
});
