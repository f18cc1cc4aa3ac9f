import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from '../../../src/pairs/Message';
import { boldOpenings } from '../../../src/rewards/probes/boldOpenings';
import { bulletSentences } from '../../../src/rewards/probes/bulletSentences';
import { confidentTone } from '../../../src/rewards/probes/confidentTone';
import { removeGreeting } from '../../../src/rewards/probes/removeGreeting';
import { reverseOrder } from '../../../src/rewards/probes/reverseOrder';
import type { Rewrite } from '../../../src/rewards/probes/Rewrite';
import { rewrites } from '../../../src/rewards/probes/rewrites';
import { rewriteTurns } from '../../../src/rewards/probes/rewriteTurns';
import { shorten } from '../../../src/rewards/probes/shorten';
import { stripMarkdown } from '../../../src/rewards/probes/stripMarkdown';
import { codeBlock, markdownText } from './markdownText';

// Hundreds of random texts take seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const options = { sentences: 2 };
const of = (rewrite: Rewrite) => (text: string) => rewrite.apply(text, options);
const named = rewrites.map((rewrite) => [rewrite.name, rewrite] as const);
/** Letters and digits, in their order: what is left when all formatting is gone. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

describe.each(named.filter(([name]) => name !== 'reverse-order'))('%s', (_, rewrite) => {
  test('twice is once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), markdownText()), (text) => {
        const once = of(rewrite)(text);
        expect(of(rewrite)(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(named)('%s', (_, rewrite) => {
  test('takes any text without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof of(rewrite)(text) === 'string'));
  });

  test('gives an empty text back', () => {
    expect(of(rewrite)('')).toBe('');
  });
});

describe.each(named.filter(([, { formattingOnly }]) => formattingOnly))('%s changes formatting only', (_, rewrite) => {
  test('every letter and digit stays, in its order', () => {
    fc.assert(
      fc.property(markdownText(), (text) => {
        expect(bare(of(rewrite)(text))).toBe(bare(text));
      }),
      { numRuns: 300 },
    );
  });

  test('code blocks stay as they are', () => {
    fc.assert(
      fc.property(markdownText(), codeBlock, markdownText(), (before, code, after) => {
        expect(of(rewrite)(`${before}\n\n${code}\n\n${after}`)).toContain(code);
      }),
    );
  });
});

describe('strip Markdown', () => {
  test('leaves the words, the numbers of steps, addresses and code', () => {
    const text =
      '## Answer\n\n**Yes**, see [the page](https://a.example/x_y) and `f(x)`.\n\n- one\n- *two*\n  - deep\n\n3. third\n4. fourth\n\n> said\n\n| a | **b** |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\n**kept**\n```\n';
    expect(of(stripMarkdown)(text)).toBe(
      'Answer\n\nYes, see the page (https://a.example/x_y) and f(x).\n\none\ntwo\ndeep\n\n3. third\n4. fourth\n\nsaid\n\na, b\n1, 2\n\n\n\n```\n**kept**\n```\n',
    );
  });

  test.each(['Plain words, 2 * 3 * 4 = 24.', 'snake_case_name stays', 'A line\nand another\n\n\nwith room.  '])(
    'gives %j back as it is',
    (text) => expect(of(stripMarkdown)(text)).toBe(text),
  );
});

test('sentences become bullets, lists and single sentences do not', () => {
  expect(of(bulletSentences)('One. Two!\n\nAlone.\n\n- a. b.')).toBe('- One.\n- Two!\n\nAlone.\n\n- a. b.');
});

test('the first sentence becomes bold where nothing is marked in it', () => {
  expect(of(boldOpenings)('One. Two.\n\n**Done.** Two.\n\n# Head')).toBe('**One.** Two.\n\n**Done.** Two.\n\n# Head');
});

describe('shorten', () => {
  test('keeps the first sentences, and a shorter text as it is', () => {
    expect(of(shorten)('One. Two.  Three.')).toBe('One. Two.');
    expect(of(shorten)('One. Two.\n')).toBe('One. Two.\n');
    expect(of(shorten)('One.\n\n```\na. b.\n```\n\nThree.')).toBe('One.\n\n```\na. b.\n```');
  });
  test('gives the beginning of the text', () => {
    fc.assert(
      fc.property(markdownText(), fc.integer({ min: -1, max: 9 }), (text, sentences) =>
        text.startsWith(shorten.apply(text, { sentences })),
      ),
    );
  });
});

describe('swap order', () => {
  test('turns lists round, numbers in their places', () => {
    expect(of(reverseOrder)('Do:\n\n1. a\n   more\n2. b\n3. c\n\nEnd.')).toBe(
      'Do:\n\n1. c\n2. b\n3. a\n   more\n\nEnd.',
    );
  });
  test('without a list, turns paragraphs round', () => {
    expect(of(reverseOrder)('One.\n\nTwo.\n\n```\nx\n```\n')).toBe('```\nx\n```\n\nTwo.\n\nOne.\n');
    expect(of(reverseOrder)('Only one.')).toBe('Only one.');
  });
  test('twice gives lists and paragraphs back', () => {
    const simple = fc.array(fc.constantFrom('One word.', 'Two!', 'see `x`'), { minLength: 2, maxLength: 9 });
    const list = simple.map((items) => items.map((item, at) => `${at + 1}. ${item}`).join('\n'));
    const paragraphs = simple.map((parts) => parts.join('\n\n'));
    fc.assert(
      fc.property(fc.oneof(list, paragraphs), (text) => {
        expect(of(reverseOrder)(of(reverseOrder)(text))).toBe(text);
      }),
    );
  });
});

describe('remove greeting', () => {
  test.each([
    ["Sure! Here's the list.", "Here's the list."],
    ['Great question! Certainly, it is 7. I hope this helps!', 'It is 7.'],
    [
      "Hello there!\n\nI'd be happy to help with that. It is 7.\n\nLet me know if you have any other questions!",
      'It is 7.',
    ],
    ['Thank you for asking. 7.', '7.'],
  ])('%j becomes %j', (text, expected) => expect(of(removeGreeting)(text)).toBe(expected));

  test.each(['Absolutely not.', 'Sure!', 'Surely it is 7.', 'Ask her to let me know.', 'Hi-fi sets are loud.'])(
    'gives %j back as it is',
    (text) => expect(of(removeGreeting)(text)).toBe(text),
  );
});

describe('a confident tone', () => {
  test('takes hedges out and says at the end that it is certain', () => {
    expect(of(confidentTone)('I think that it is perhaps 7. Maybe 8 might be right.')).toBe(
      'It is 7. 8 will be right.\n\nI am certain of this.',
    );
  });
  test('leaves code alone', () => {
    fc.assert(
      fc.property(markdownText(), codeBlock, (text, code) => {
        expect(of(confidentTone)(`${text}\n\n${code}\n\nEnd \`maybe x\`.`)).toContain(code);
      }),
    );
    expect(of(confidentTone)('`maybe x` holds')).toContain('`maybe x`');
  });
});

describe('turns', () => {
  const messages: Message[] = [
    { role: 'assistant', content: '**A**' },
    { role: 'user', content: '**B**' },
    { role: 'assistant', content: 'C' },
  ];
  test('of the assistant are rewritten, of others not', () => {
    expect(rewriteTurns(messages, stripMarkdown, options)?.map(({ content }) => content)).toEqual(['A', '**B**', 'C']);
  });
  test('without a change are none', () => {
    expect(rewriteTurns(messages.slice(1), stripMarkdown, options)).toBeNull();
  });
});
