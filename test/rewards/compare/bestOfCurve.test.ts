import { expect, test } from 'vitest';
import { openCommittee } from '../../../src/rewards/compare/openCommittee';
import { bestOfCurve, itemCurves } from '../../../src/rewards/compare/views/bestOfCurve';
import { madeIndex } from '../madeIndex';

/** Items by the ranks of their responses and their rewards; the pairs are those of `pairPlaces`. */
function committeeOf(items: { ranks: number[]; rewards: (number | null)[] }[]) {
  const rows = items.flatMap(({ ranks, rewards }, item) =>
    ranks.flatMap((first, a) =>
      ranks.flatMap((second, after) =>
        after <= a || first === second ? [] : [{ item, a, b: after, label: first < second ? 1 : 2, rewards }],
      ),
    ),
  );
  const index = {
    ...madeIndex(rows.map(({ label }) => ({ label }))),
    itemRows: Uint32Array.from(rows, ({ item }) => item),
    firstResponses: Uint16Array.from(rows, ({ a }) => a),
    secondResponses: Uint16Array.from(rows, ({ b }) => b),
  };
  const first = Float64Array.from(rows, ({ rewards, a }) => rewards[a] ?? NaN);
  const second = Float64Array.from(rows, ({ rewards, b }) => rewards[b] ?? NaN);
  return openCommittee(index, [{ key: 'one', first, second }]);
}

function curveOf(committee: ReturnType<typeof committeeOf>, places?: number[]) {
  return bestOfCurve(committee, itemCurves(committee), Uint32Array.from(places ?? committee.labels.keys()));
}

/** Share of all subsets of n responses whose highest reward is that of a best-ranked response. */
function bySubsets(ranks: number[], rewards: number[], n: number): number {
  let [hits, all] = [0, 0];
  for (let set = 0; set < 2 ** ranks.length; set++) {
    const chosen = [...ranks.keys()].filter((at) => (set >> at) % 2 === 1);
    if (chosen.length !== n) continue;
    const top = chosen.reduce((best, at) => ((rewards[at] ?? 0) > (rewards[best] ?? 0) ? at : best));
    all++;
    if (ranks[top] === 0) hits++;
  }
  return hits / all;
}

test('the curve is the mean over all subsets of the responses, item by item', () => {
  const items = [
    { ranks: [0, 1, 1, 1], rewards: [2, 3, 1, 0] },
    { ranks: [1, 0, 0, 2], rewards: [2, 3, 1, 0] },
  ];
  const curve = curveOf(committeeOf(items));
  expect(curve).toMatchObject({ responses: 4, items: 2, others: 0 });
  for (let n = 1; n <= 4; n++) {
    const expected = items.map(({ ranks, rewards }) => bySubsets(ranks, rewards, n));
    expect(curve?.curves[0]?.[n - 1]).toBeCloseTo(((expected[0] ?? 0) + (expected[1] ?? 0)) / 2, 12);
  }
  // One right of four, and two right of four.
  expect([...(curve?.best ?? [])].map((share) => Number(share.toFixed(6)))).toEqual([0.375, 0.666667, 0.875, 1]);
});

test('items with another number of responses, and those that are not all scored, are left out and counted', () => {
  const committee = committeeOf([
    { ranks: [0, 1, 2], rewards: [3, 2, 1] },
    { ranks: [0, 1, 2], rewards: [1, 2, 3] },
    { ranks: [0, 1, 2, 3], rewards: [1, 2, 3, 4] },
    { ranks: [0, 1, 2], rewards: [1, 2, null] },
  ]);
  expect(curveOf(committee)).toMatchObject({ responses: 3, items: 2, others: 2 });
});

test('only items with a selected pair count, and a selection without any has no curve to draw', () => {
  const committee = committeeOf([
    { ranks: [0, 1, 1], rewards: [3, 2, 1] },
    { ranks: [0, 1, 1], rewards: [1, 2, 3] },
  ]);
  expect(curveOf(committee, [0])).toMatchObject({ items: 1 });
  expect([...(curveOf(committee, [0])?.curves[0] ?? [])].at(-1)).toBe(1);
  expect(curveOf(committee, [])).toMatchObject({ items: 0, curves: [] });
});

test('pairs of two responses have no curve', () => {
  expect(curveOf(committeeOf([{ ranks: [0, 1], rewards: [1, 0] }]))).toBeNull();
});
