import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { putId } from '../../../src/pairs/idBytes';
import { chooseRidge } from '../../../src/rewards/head/chooseRidge';
import { crossValidate } from '../../../src/rewards/head/crossValidate';
import { FeatureBasis } from '../../../src/rewards/head/FeatureBasis';
import { fitHead } from '../../../src/rewards/head/fitHead';
import { foldsOf } from '../../../src/rewards/head/foldsOf';
import { pairedDifference } from '../../../src/rewards/head/pairedDifference';
import type { RefitData } from '../../../src/rewards/head/RefitData';
import { RefitHead } from '../../../src/rewards/head/RefitHead';
import { Refitter } from '../../../src/rewards/head/Refitter';
import { seededNumbers } from '../../support/seededNumbers';
import { madeId, madeIndex } from '../madeIndex';

/** Reproducible numbers, normal enough: the sum of twelve uniform ones less six. */
function normals(seed: number): () => number {
  const uniform = seededNumbers(seed);
  return () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6);
}

interface Made {
  pairs: number;
  width: number;
  /** How much of the verdicts the states explain: 0 is nothing. */
  signal: number;
  seed?: number;
}

/** Pairs of prompts of four whose verdicts follow one direction of the states; the model's margins are noise. */
function made({ pairs, width, signal, seed = 1 }: Made): RefitData {
  const draw = normals(seed);
  const truth = Float64Array.from({ length: width }, draw);
  const differences = Float32Array.from({ length: pairs * width }, draw);
  const reward = (row: number) => truth.reduce((sum, one, at) => sum + one * (differences[row * width + at] ?? 0), 0);
  return {
    width,
    differences,
    pairs: Array.from({ length: pairs }, (_, row) => `pair ${row}`),
    signs: Int8Array.from({ length: pairs }, (_, row) =>
      (signal * reward(row)) / Math.sqrt(width) + draw() > 0 ? 1 : -1,
    ),
    weights: new Float64Array(pairs).fill(1),
    prompts: Float64Array.from({ length: pairs }, (_, row) => row >> 2),
    margins: Float64Array.from({ length: pairs }, draw),
    seed: 7,
  };
}

describe('a refit', () => {
  test('finds a direction that the verdicts follow, and says so with an interval that excludes the model and chance', () => {
    const { refit, model, control, gain, prompts, folds } = new Refitter().refit(
      made({ pairs: 300, width: 20, signal: 3, seed: 3 }),
    );
    expect([prompts, folds]).toEqual([75, 5]);
    expect(refit.interval.low).toBeGreaterThan(0.7);
    expect(model?.interval.low).toBeLessThan(0.5);
    expect(model?.interval.high).toBeGreaterThan(0.5);
    expect(Math.abs(control.mean - 0.5)).toBeLessThan(0.04);
    expect(control.range.high).toBeLessThan(refit.interval.low);
    expect(control.range.low).toBeGreaterThan(1 - refit.interval.low);
    expect(gain?.low).toBeGreaterThan(0.15);
  });

  test(
    'claims nothing where the verdicts follow no direction: over 30 sets the held-out accuracy is one half',
    { timeout: 30_000 },
    () => {
      const refitter = new Refitter();
      let correct = 0;
      for (let seed = 1; seed <= 30; seed++)
        correct += refitter.refit(made({ pairs: 60, width: 80, signal: 0, seed })).refit.correct;
      // 1,800 pairs: the binomial standard deviation is 21; folds and prompts make it wider, which is allowed for.
      expect(Math.abs(correct - 900)).toBeLessThan(100);
    },
  );

  test('gives the same head for fewer and for more pairs than its coordinates change at, and with products kept', () => {
    const data = made({ pairs: 41, width: 20, signal: 1 });
    const firstOf = (count: number): RefitData => ({
      ...data,
      pairs: data.pairs.slice(0, count),
      differences: data.differences.slice(0, count * data.width),
      signs: data.signs.slice(0, count),
      weights: data.weights.slice(0, count),
      prompts: data.prompts.slice(0, count),
      margins: data.margins.slice(0, count),
    });
    const kept = new Refitter();
    for (const count of [25, 33, 40, 30, 41]) {
      const given = firstOf(count);
      const result = kept.refit(given);
      // The order of sums, and with it their last digit, depends on what was kept.
      const anew = new Refitter().refit(given);
      expect({ ...result, head: null }).toEqual({ ...anew, head: null });
      result.head.forEach((value, at) => expect(value).toBeCloseTo(anew.head[at] ?? NaN, 9));
      // Fitted once more in plain coordinates.
      const squares = given.differences.reduce((sum, value) => sum + value ** 2, 0) / count;
      const basis = new FeatureBasis(Float64Array.from(given.differences), count, data.width);
      const { head } = fitHead(basis, given, { ridge: result.ridge * squares, tolerance: 1e-9 });
      result.head.forEach((value, at) => expect(value).toBeCloseTo(head[at] ?? NaN, 4));
    }
  });

  test('does not take pairs in another order for those it keeps products of', () => {
    const [data, other] = [
      made({ pairs: 30, width: 20, signal: 1 }),
      made({ pairs: 30, width: 20, signal: 1, seed: 5 }),
    ];
    const kept = new Refitter();
    kept.refit(data);
    const renamed = { ...other, pairs: other.pairs.map((name) => `other ${name}`) };
    expect(kept.refit(renamed)).toEqual(new Refitter().refit(renamed));
  });

  test('compares with the model on the pairs that it has scored; a missing reward is no mistake of the model', () => {
    const data = made({ pairs: 60, width: 8, signal: 3 });
    const scored = data.margins.map((margin, row) => (row < 40 ? margin : NaN));
    const some = new Refitter().refit({ ...data, margins: scored });
    expect([some.refit.of, some.model?.of]).toEqual([60, 40]);
    const none = new Refitter().refit({ ...data, margins: scored.fill(NaN) });
    expect([none.model, none.gain]).toEqual([null, null]);
  });

  test('asks for twenty pairs and two prompts, in words', () => {
    expect(() => new Refitter().refit(made({ pairs: 19, width: 4, signal: 1 }))).toThrow(
      /needs 20 judged pairs.* are 19/,
    );
    const one = { ...made({ pairs: 40, width: 4, signal: 1 }), prompts: new Float64Array(40) };
    expect(() => new Refitter().refit(one)).toThrow(/two prompts/);
  });
});

describe('folds', () => {
  test('never part a prompt, hold every pair, and are of like size where prompts are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 2, max: 5 }),
        (groups, folds) => {
          const found = foldsOf(groups, folds);
          expect(found).toHaveLength(groups.length);
          const foldOf = new Map<number, number>();
          groups.forEach((group, row) => {
            expect(foldOf.get(group) ?? found[row]).toBe(found[row]);
            foldOf.set(group, found[row] ?? 0);
          });
          const largest = Math.max(...groups.map((group) => groups.filter((one) => one === group).length));
          const sizes = Array.from({ length: folds }, (_, fold) => found.filter((one) => one === fold).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
        },
      ),
    );
  });

  test("a held-out margin owes nothing to the verdict that it is compared with, nor to its prompt's", () => {
    const { pairs, width, differences, signs, weights, prompts } = made({ pairs: 40, width: 6, signal: 1 });
    const basis = new FeatureBasis(Float64Array.from(differences), pairs.length, width);
    const fold = foldsOf(prompts, 5);
    const marginOfFirst = (given: Int8Array) =>
      crossValidate(basis, { signs: given, weights }, fold, [1]).margins[0]?.[0];
    const otherwise = signs.map((sign, row) => (fold[row] === fold[0] ? -sign : sign));
    expect(marginOfFirst(otherwise)).toBe(marginOfFirst(signs));
    const elsewhere = signs.map((sign, row) => (fold[row] === fold[0] ? sign : -sign));
    expect(marginOfFirst(elsewhere)).not.toBeCloseTo(marginOfFirst(signs) ?? 0, 3);
  });

  test('the ridge of a fold is chosen by the other folds', () => {
    const margins = [Float64Array.of(1, 1), Float64Array.of(2, 2)];
    const losses = [Float64Array.of(0, 5), Float64Array.of(3, 1)];
    const chosen = chooseRidge({ margins, losses }, Uint8Array.of(0, 1));
    expect(chosen.best).toBe(1);
    expect([...chosen.margins]).toEqual([2, 1]);
  });
});

test('the interval of a paired difference agrees with a worked case and holds zero where both err alike', () => {
  const { difference, low, high } = pairedDifference(12, 5, 100);
  expect(difference).toBeCloseTo(0.07, 10);
  // (b - c) / (n + 2) -+ 1.96 * sqrt(b + c - (b - c)^2 / (n + 2)) / (n + 2) with b = 12.5, c = 5.5, n = 100.
  expect(low).toBeCloseTo(0.0686 - 0.0804, 3);
  expect(high).toBeCloseTo(0.0686 + 0.0804, 3);
  const even = pairedDifference(4, 4, 20);
  expect(even.low).toBeCloseTo(-even.high, 12);
  expect(pairedDifference(0, 0, 0).difference).toBe(0);
});

describe('the scores of a refitted head', () => {
  const index = madeIndex([{}, {}]);
  const states = new Map([
    [madeId(0), Float32Array.of(1, 2)],
    [madeId(1), Float32Array.of(0, 4)],
    [madeId(2), Float32Array.of(5, 5)],
  ]);
  const table = {
    width: 2,
    size: states.size,
    of: (id: string) => states.get(id) ?? null,
    responses: () => states.keys(),
  };

  test('are margins of the first response over the second; NaN where a state is missing', () => {
    const head = new RefitHead(Float64Array.of(3, 10), index, table);
    expect(head.margin(0)).toBe(3 * 1 + 10 * -2);
    expect(head.margin(1)).toBeNaN();
    putId(index.secondIds, 1, madeId(2));
    expect(head.margin(1)).toBe(0);
  });

  test('need states as wide as the head', () => {
    expect(() => new RefitHead(Float64Array.of(1), index, table)).toThrow(/two models/);
  });
});
