import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../../src/pairs/Message';
import { differences } from '../../src/differences/differences';
import { longestCompared } from '../../src/differences/longestCompared';
import { sameTexts } from '../../src/differences/sameTexts';

const answer = (content: string): Message[] => [{ role: 'assistant', content }];
const between = (a: string, b: string) =>
  Object.fromEntries(
    differences({ a: answer(a), b: answer(b) }).map(({ code, a: one, b: other }) => [code, [one, other]]),
  );

/** Texts that hit the rules, mixed with any text at all. */
const phrases = fc.constantFrom(
  ...[
    'Jane has 12 apples.',
    'It costs $1,000.',
    'on 3 May 2024',
    'I visited Ann Arbor.',
    '`parse_row()`',
    '# Title',
    '- item',
  ],
  ...[
    '```python\ndef f(x):\n  return g(x)\n```',
    '```',
    "I'm sorry, but I can't help with that.",
    'perhaps',
    'certainly',
  ],
  ...[
    '| a | b |\n|---|---|',
    '\\(x^2\\)',
    'Great question!',
    'und der die das nicht ist',
    '\u0645\u0631\u062d\u0628\u0627',
    '!',
    '\n',
    ' ',
  ],
);
const anyText = fc
  .array(fc.oneof(phrases, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 12 })
  .map((parts) => parts.join(' '));
const anyTurn = fc.record(
  {
    role: fc.constantFrom('user' as const, 'assistant' as const),
    content: anyText,
    thinking: fc.string({ maxLength: 8 }),
  },
  { requiredKeys: ['role', 'content'] },
);
const anyResponse = fc.array(anyTurn, { minLength: 1, maxLength: 4 });

test('swapped sides give the same differences, swapped', () => {
  fc.assert(
    fc.property(anyResponse, anyResponse, (a, b) => {
      const swapped = differences({ a: b, b: a }).map((found) => ({ ...found, a: found.b, b: found.a }));
      expect(swapped).toEqual(differences({ a, b }));
    }),
  );
});

test('equal texts give none, others at least one; every value is a few words', () => {
  fc.assert(
    fc.property(anyResponse, anyResponse, (a, b) => {
      expect(differences({ a, b: structuredClone(a) })).toEqual([]);
      const found = differences({ a, b });
      expect(found.length > 0).toBe(!sameTexts(a, b));
      for (const { a: one, b: other } of found) expect(Math.max(one.length, other.length)).toBeLessThan(240);
    }),
  );
});

test('texts that differ in one character differ', () => {
  expect(differences({ a: answer('a b'), b: answer('a  b') })).not.toEqual([]);
  expect(differences({ a: answer(''), b: answer('x') })).not.toEqual([]);
});

test('figures are compared by value, list marks, dates and code are none', () => {
  const { figures } = between(
    '1. There are 3 people.\n2. 9 / 3 = 3.0, so $1,000 each.',
    '1. There are two people.\n\n9 / 2 = 4.5, so 1000.',
  );
  expect(figures).toEqual(['3', '2, 4.5']);
  expect(between('at 9:40', 'at 9:45').figures).toEqual(['9:40', '9:45']);
  expect(between('three apples', '3 apples').figures).toBeUndefined();
  expect(between('on 3 May 2024', 'on May 3rd, 2024').figures).toBeUndefined();
  expect(between('```\nx = 4\n```', '```\nx = 5\n```').figures).toBeUndefined();
});

test('dates are compared by day, however they are written', () => {
  expect(between('It began on 3 May 2024.', 'It began on May 3rd, 2024.').dates).toBeUndefined();
  expect(between('It began on 2024-05-03.', 'It began on May 4, 2024.').dates).toEqual(['2024-05-03', 'May 4, 2024']);
  expect(between('in March 1999', 'in April 1999').dates).toEqual(['March 1999', 'April 1999']);
});

test('names are words with capitals inside sentences, not the words that open them', () => {
  expect(between('The poem is by Emily Dickinson.', 'The poem is by Walt Whitman, not Emily Dickinson.').names).toEqual(
    ['none', 'Walt Whitman'],
  );
  expect(between('However, cats sleep.', 'Cats, though, sleep.').names).toBeUndefined();
  expect(between('## Steps To Success\nGo.', 'Go.').names).toBeUndefined();
});

test('identifiers are what code calls and defines, and names in the prose', () => {
  const { identifiers, code } = between(
    '```python\ndef add(x):\n    return sorted(x)\n```',
    'Use `sorted` or read_csv.',
  );
  expect(identifiers).toEqual(['add', 'read_csv']);
  expect(code).toEqual(['1 block of python, 2 lines', 'none']);
});

test.each<[string, string, string, string[]]>([
  ['refusal', "I'm sorry, but I can't help with that.", 'Mix flour and water.', ['declines', 'answers']],
  ['language', 'Das ist nicht der Weg und die Zeit.', 'That is the way and it is with you.', ['German', 'English']],
  [
    'language',
    '\u0645\u0631\u062d\u0628\u0627 \u0628\u0643',
    'That is the way and it is with you.',
    ['Arabic', 'English'],
  ],
  [
    'unfinished',
    'A whole sentence that comes to its end in a good way.',
    'A whole sentence that does not come to its end in a',
    ['comes to an end', 'breaks off'],
  ],
  ['unfinished', '```\nx', '```\nx\n```', ['breaks off', 'comes to an end']],
  ['format', '- a\n- b', 'a and b', ['2 list items', 'plain paragraphs']],
  ['length', 'one two three', 'one two', ['3 words, 1.5 times as long', '2 words']],
  [
    'tone',
    'It may, might, or could perhaps be.',
    'It certainly must be so.',
    ['4 hedging, 0 assertive words', '0 hedging, 2 assertive words'],
  ],
  [
    'address',
    'Great question! Hope this helps!',
    'Yes.',
    ['praises the question, offers more help, exclaims', 'plain'],
  ],
  ['links', 'See https://docs.example/a.', 'See the manual.', ['docs.example/a', 'none']],
  ['wording', 'red', 'blue green', ['1 word only here', '2 words only here']],
])('%s: %j and %j', (code, a, b, expected) => {
  expect(between(a, b)[code]).toEqual(expected);
});

test('of dialogues it says which turns differ', () => {
  const turns = (...texts: string[]): Message[] =>
    texts.map((content, at) => ({ role: at % 2 === 0 ? 'assistant' : 'user', content }));
  const found = differences({ a: turns('a', 'b', 'c', 'd'), b: turns('a', 'x', 'c') });
  expect(found.find(({ code }) => code === 'turns')).toMatchObject({ a: '2, 4 of 4', b: '2 of 3' });
});

test('two responses of 20,000 words take less than 50 ms, and hostile ones end', () => {
  const words = [
    'Jane',
    'went',
    'to',
    'Paris',
    'with',
    '12',
    'apples,',
    '`get_x()`',
    'perhaps',
    'and',
    'it',
    'is',
    'fine.',
  ];
  const long = (seed: number) =>
    Array.from(
      { length: 20_000 },
      (_, at) => words[(at * seed + (at >> 5)) % words.length] + (at % 17 === 0 ? '\n' : ''),
    ).join(' ');
  const pair = { a: answer(long(5)), b: answer(long(7)) };
  differences(pair);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    differences(pair);
    return performance.now() - start;
  }).sort((one, other) => one - other);
  expect(times[0]).toBeLessThan(50);
});

test.each([
  'A '.repeat(300_000),
  '`'.repeat(300_000),
  '|-'.repeat(150_000),
  '1,000'.repeat(80_000),
  '$x\\'.repeat(90_000),
  'Ab-'.repeat(100_000),
  ' '.repeat(400_000),
  '\n'.repeat(400_000),
  '['.repeat(400_000),
  'I '.repeat(300_000),
])('a hostile text ends (%#)', { timeout: 5_000 }, (text) => {
  expect(text.length).toBeLessThan(2 * longestCompared);
  expect(differences({ a: answer(text), b: answer('x') })).not.toEqual([]);
});
