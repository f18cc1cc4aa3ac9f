import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryFolder } from '../../src/engine/files/MemoryFolder';
import { SortedTexts } from '../../src/pairs/export/SortedTexts';
import { gather } from './support/gather';

const id = fc
  .array(fc.constantFrom('0', '7', 'f'), { minLength: 3, maxLength: 3 })
  .map((digits) => `${digits.join('')}${'0'.repeat(61)}`);
const texts = fc.array(
  fc.tuple(
    id,
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
  ),
);

async function sorted(given: [string, string][], rounds = 1): Promise<string[][]> {
  const sorting = await SortedTexts.begin(new MemoryFolder(), 'pairs');
  for (const [key, text] of given) await sorting.put(key, text);
  await sorting.finish();
  return Promise.all(Array.from({ length: rounds }, () => gather(sorting.inOrder())));
}

it('texts come in the order of their ids, those of one id as they were put, at every reading', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const expected = given.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)).map(([, text]) => text);
      expect(await sorted(given, 2)).toEqual([expected, expected]);
    }),
  );
});

it('texts beyond what a bucket gathers are written in pieces and come back whole', async () => {
  const given = Array.from({ length: 400 }, (_, n): [string, string] => [
    `ab${String(n % 7)}`.padEnd(64, '0'),
    `"${String(n).padStart(4, '0')}${'ä€🦊'.repeat(200)}"`,
  ]);
  const [read] = await sorted(given);
  expect(read).toEqual(given.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)).map(([, text]) => text));
});

it('a lone surrogate that JSON has escaped survives, and what is no content id is refused', async () => {
  expect(await sorted([['0'.repeat(64), JSON.stringify('\ud800')]])).toEqual([['"\\ud800"']]);
  await expect(sorted([['zz', '""']])).rejects.toThrow(/64 hex digits, not to "zz"/);
});
