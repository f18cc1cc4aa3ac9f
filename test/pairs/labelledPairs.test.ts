import { expect, test } from 'vitest';
import { labelledPairs } from '../../src/pairs/labelledPairs';
import { importText } from './support/importText';

const row = (chosen: string, rejected: string) => `${JSON.stringify({ prompt: 'a', chosen, rejected })}\n`;
const unlabelled =
  '{"context":[{"role":"user","content":"a"}],"response1":"b","response2":"c","overall_preference":null}\n';
const labelsIn = async (text: string) => {
  const { items } = await importText('rows.jsonl', text);
  return items.flatMap((item) => labelledPairs(item, 0, 1).map(({ label }) => label));
};

test('a pair that comes again with its label is one pair', async () => {
  expect(await labelsIn(row('b', 'c') + row('b', 'c'))).toHaveLength(1);
});

test('a pair that its rows label both ways is given with both labels, that of the first row first', async () => {
  const [first, ...others] = await labelsIn(row('b', 'c') + row('c', 'b') + row('b', 'c') + row('c', 'b'));
  expect([first, ...others].sort()).toEqual(['first', 'second']);
  expect([first]).toEqual(await labelsIn(row('b', 'c')));
});

test('a row without label contradicts nobody', async () => {
  expect(await labelsIn(row('b', 'c') + unlabelled)).toEqual(await labelsIn(row('b', 'c')));
  expect(await labelsIn(unlabelled + row('b', 'c'))).toEqual(await labelsIn(row('b', 'c')));
});
