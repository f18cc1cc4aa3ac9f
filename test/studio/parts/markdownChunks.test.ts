import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, test } from 'vitest';
import { markdownChunks } from '../../../src/studio/parts/markdown/markdownChunks';

const filler = 'Words that fill a line of a paragraph, over and over. '.repeat(40);
const anyPart = fc.constantFrom(
  `\`\`\`\n${'# no heading\n\n'.repeat(300)}\`\`\``,
  ...['# Heading', filler, '- item\n- item\n\n- loose item', '1. one\n\n   inside\n\n2. two', '> quoted\n\n> again'],
  ...[
    '```python\ndef f():\n\n    return 1\n```',
    '~~~\n```\n\n~~~',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '$$\nx\n\ny\n$$',
  ],
  ...[
    '    indented code',
    '---',
    '**bold**\nnext line',
    '```js\nconst a = 1;\n\n\nconst b = 2;\n```',
    '\\[\nx = 1\n\\]',
  ],
);
const anyText = fc.array(anyPart, { minLength: 40, maxLength: 80 }).map((parts) => parts.join('\n\n'));

test('chunks join to the whole, and each renders as it would within the whole', () => {
  const html = (text: string) => new Marked({ gfm: true, breaks: true }).parse(text, { async: false });
  fc.assert(
    fc.property(anyText, (text) => {
      const chunks = markdownChunks(text);
      fc.pre(chunks.length > 1);
      expect(chunks.join('')).toBe(text);
      expect(chunks.map(html).join('')).toBe(html(text));
    }),
    { numRuns: 40 },
  );
});

test('a short text is one chunk', () => {
  expect(markdownChunks(filler)).toHaveLength(1);
});

test('20,000 words come in chunks of a few milliseconds', () => {
  const text = Array.from({ length: 60 }, (_, at) => `${filler} ${String(at)}.`).join('\n\n');
  const lengths = markdownChunks(text).map(({ length }) => length);
  expect(lengths.length).toBeGreaterThan(20);
  expect(Math.max(...lengths)).toBeLessThan(6_000);
});

test('neither a fence nor a list is cut, unless the list is very long', () => {
  const list = Array.from({ length: 400 }, (_, at) => `${String(at + 1)}. ${filler.slice(0, 100)}\n`).join('\n');
  const chunks = markdownChunks(list);
  expect(chunks.length).toBeGreaterThan(1);
  expect(Math.min(...chunks.slice(0, -1).map(({ length }) => length))).toBeGreaterThan(15_000);
  expect(markdownChunks(`\`\`\`\n${'line\n\n'.repeat(5_000)}\`\`\``)).toHaveLength(1);
});
