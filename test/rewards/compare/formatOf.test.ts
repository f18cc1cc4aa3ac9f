import { expect, test } from 'vitest';
import { formatOf } from '../../../src/rewards/compare/formatOf';

const plain = { markdown: 0, lists: 0, headings: 0, bold: 0, code: 0, refusal: 0 };

test.each([
  ['plain text', 'Two plain sentences. Nothing else.', plain],
  [
    'a list under a heading',
    '# Title\n\n- one\n- two\n\n**Bold** words',
    { ...plain, markdown: 4, lists: 2, headings: 1, bold: 1 },
  ],
  ['what only stands in code', '```md\n# Title\n- one\n```', { ...plain, markdown: 1, code: 1 }],
  ['a refusal', "I'm sorry, but I can't help with that.", { ...plain, refusal: 1 }],
])('%s', (_, content, expected) => {
  expect(formatOf([{ role: 'assistant', content }])).toEqual(expected);
});

test('only the turns of the assistant count', () => {
  expect(
    formatOf([
      { role: 'user', content: '- a list' },
      { role: 'assistant', content: 'none' },
    ]),
  ).toEqual(plain);
});
