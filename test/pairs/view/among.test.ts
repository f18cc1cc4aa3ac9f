import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putId } from '../../../src/pairs/idBytes';
import { DataSetView } from '../../../src/pairs/view/DataSetView';
import { rewardsAtRows } from '../../../src/pairs/view/PairsFound';
import { RewardColumns } from '../../../src/rewards/RewardColumns';
import { madeId, madeIndex } from '../../rewards/madeIndex';

const pairId = (pair: number) => madeId(1e9 + pair);

function idsOf(pairs: readonly number[]): Uint8Array {
  const ids = new Uint8Array(32 * pairs.length);
  for (const [at, pair] of pairs.entries()) putId(ids, at, pairId(pair));
  return ids;
}

test('every pair that is asked for is found once, in the order of the rows, at the place where it was asked for', () => {
  const rows = fc.array(fc.nat(30), { maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.uniqueArray(fc.nat(40)), (pairs, asked) => {
      const view = new DataSetView(madeIndex(pairs.map((pair) => ({ pair }))));
      const found = view.among(idsOf(asked));
      const wanted = pairs.flatMap((pair, row) =>
        pairs.indexOf(pair) === row && asked.includes(pair) ? [{ row, place: asked.indexOf(pair) }] : [],
      );
      expect([...found.rows]).toEqual(wanted.map(({ row }) => row));
      expect([...found.places]).toEqual(wanted.map(({ place }) => place));
    }),
  );
});

test('what a model has given the found rows comes with them: rewards, what is missing, what is too long', () => {
  const index = madeIndex([{}, {}, {}]);
  const rewards = new RewardColumns(index);
  const row = (response: number, reward: number) => ({
    ...{ checkpoint: 'made', response: madeId(response), reward, tokens: 7 },
  });
  const tooLong = { checkpoint: 'made', response: madeId(5), reward: null, tokens: 9000, maxTokens: 8192 };
  rewards.add([row(0, 1.5), row(1, -2), row(2, 3), row(4, 0.5), tooLong]);
  const found = rewardsAtRows(rewards, Uint32Array.of(0, 1, 2));
  expect([...found.first]).toEqual([1.5, 3, 0.5]);
  expect([...found.second]).toEqual([-2, NaN, NaN]);
  expect([...found.complete]).toEqual([1, 0, 1]);
  expect([...found.tooLong]).toEqual([0, 0, 9000]);
});
