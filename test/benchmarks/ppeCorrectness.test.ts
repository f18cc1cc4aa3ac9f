import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestOfK } from '../../src/benchmarks/ppeCorrectness/bestOfK';
import { ppeCorrectness } from '../../src/benchmarks/ppeCorrectness/ppeCorrectness';
import { rocArea } from '../../src/benchmarks/ppeCorrectness/rocArea';
import { scoreBenchmark } from '../../src/benchmarks/scoreBenchmark';
import { madeItem, noDraws, valueOf } from './support/madeItems';

/** All subsets of k places out of n. */
function subsets(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: n - from }, (_, at) => from + at).flatMap((first) =>
    subsets(n, k - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

/** What the definition says, subset by subset. */
function bruteForce(rewards: number[], isRight: boolean[], k: number) {
  const all = subsets(rewards.length, k).map((places) => {
    const highest = Math.max(...places.map((at) => rewards[at] ?? NaN));
    const best = places.filter((at) => rewards[at] === highest);
    const share = best.filter((at) => isRight[at]).length / best.length;
    const any = places.some((at) => isRight[at]);
    return { top: share, loss: any ? 1 - share : 0 };
  });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { top: mean(all.map(({ top }) => top)), loss: mean(all.map(({ loss }) => loss)) };
}

const prompt = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc.record({
    rewards: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
    isRight: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
  }),
);

test('the best-of-K curve and its loss are those of all subsets, ties shared', () => {
  fc.assert(
    fc.property(prompt, ({ rewards, isRight }) => {
      const { top, loss } = bestOfK(rewards, isRight);
      for (let k = 1; k <= rewards.length; k++) {
        const expected = bruteForce(rewards, isRight, k);
        expect(top[k - 1]).toBeCloseTo(expected.top, 12);
        expect(loss[k - 1]).toBeCloseTo(expected.loss, 12);
      }
    }),
  );
});

const factorials = Array.from({ length: 33 }, (_, n) => product(n));

function product(n: number): bigint {
  return Array.from({ length: n }, (_, at) => BigInt(at + 1)).reduce((all, one) => all * one, 1n);
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  return (factorials[n] ?? 0n) / ((factorials[k] ?? 1n) * (factorials[n - k] ?? 1n));
}

test('with 32 responses each chance is that of exact whole numbers, for every K and rank', () => {
  for (let rank = 1; rank <= 32; rank++) {
    const rewards = Array.from({ length: 32 }, (_, at) => -at);
    const { top } = bestOfK(
      rewards,
      rewards.map((_, at) => at === rank - 1),
    );
    for (let k = 1; k <= 32; k++) {
      const exact = Number((choose(32 - rank, k - 1) * 10n ** 30n) / choose(32, k)) / 1e30;
      expect(top[k - 1]).toBeCloseTo(exact, 13);
    }
  }
});

test('the order in which the responses stand does not matter, though rewards are equal', () => {
  fc.assert(
    fc.property(prompt, fc.nat(), ({ rewards, isRight }, by) => {
      const turn = <T>(list: T[]) => list.map((_, at) => list[(at + by) % list.length] as T);
      const [one, other] = [bestOfK(rewards, isRight), bestOfK(turn(rewards), turn(isRight))];
      for (let k = 0; k < rewards.length; k++) expect(one.top[k]).toBeCloseTo(other.top[k] ?? NaN, 13);
    }),
  );
});

test('ROC area: the share of right above wrong, a tie counts half, weights repeat items', () => {
  fc.assert(
    fc.property(
      prompt,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
      ({ rewards, isRight }, times) => {
        const area = rocArea(
          Float64Array.from(rewards),
          Uint8Array.from(isRight, Number),
          Uint32Array.from(rewards.keys()),
        )(Float64Array.from(times));
        let [wins, pairs] = [0, 0];
        for (const [one, reward] of rewards.entries())
          for (const [other, less] of rewards.entries()) {
            if (!isRight[one] || isRight[other]) continue;
            const weight = (times[one] ?? 0) * (times[other] ?? 0);
            pairs += weight;
            wins += weight * (reward > less ? 1 : reward === less ? 0.5 : 0);
          }
        if (pairs === 0) expect(area).toBeNaN();
        else expect(area).toBeCloseTo(wins / pairs, 12);
      },
    ),
  );
});

test('accuracy: sampled pairs, the same without repeats, and all pairs of a right and a wrong response', () => {
  const item = madeItem('a', 'math', [true, false, false], {
    comparisons: [
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 2],
    ],
  });
  const result = scoreBenchmark(ppeCorrectness, [item], () => [2, 1, 3], noDraws);
  expect(valueOf(result, 'math/accuracy')).toBeCloseTo(3 / 4, 12);
  expect(valueOf(result, 'math/accuracy_distinct')).toBeCloseTo(1 / 2, 12);
  expect(valueOf(result, 'math/accuracy_all')).toBeCloseTo(1 / 2, 12);
  expect(valueOf(result, 'accuracy')).toBeCloseTo(3 / 4, 12);
});

test('highest and last value of the curve, loss and area of a prompt that is ordered the wrong way round', () => {
  const item = madeItem('a', 'gpqa', [true, false], { comparisons: [[0, 1]] });
  const result = scoreBenchmark(ppeCorrectness, [item], () => [0, 1], noDraws);
  expect(result.curves).toEqual([{ key: 'gpqa', title: 'GPQA', values: [0.5, 0] }]);
  expect(['max', 'end', 'loss', 'auc', 'auc_prompt'].map((key) => valueOf(result, `gpqa/${key}`))).toEqual([
    0.5, 0, 0.5, 0, 0,
  ]);
});

test('a prompt without any right response has no area of its own and does not turn the mean into nothing', () => {
  const items = [
    madeItem('a', 'gpqa', [true, false], { comparisons: [] }),
    madeItem('b', 'gpqa', [false, false], { comparisons: [] }),
  ];
  const result = scoreBenchmark(ppeCorrectness, items, () => [1, 0], noDraws);
  expect(valueOf(result, 'gpqa/auc_prompt')).toBe(1);
  expect(valueOf(result, 'gpqa/accuracy')).toBeNull();
});
