import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FeatureBasis } from '../../../src/rewards/head/FeatureBasis';
import { fitHead } from '../../../src/rewards/head/fitHead';
import { GramBasis } from '../../../src/rewards/head/GramBasis';
import { gramOf } from '../../../src/rewards/head/gramOf';
import type { HeadBasis } from '../../../src/rewards/head/HeadBasis';
import { residuals, softplus, type Targets } from '../../../src/rewards/head/residuals';
import { addRow } from '../../../src/rewards/head/vectors';

interface Case {
  name: string;
  ridge: number;
  width: number;
  differences: number[][];
  signs: number[];
  weights: number[];
  head: number[];
  loss: number;
}

const folder = new URL('../../files/refit/', import.meta.url);
const cases = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case);

/** Both coordinates over the same differences, each with what makes its head one over the numbers of the state. */
function bases(differences: Float64Array, count: number, width: number) {
  const gram = new GramBasis(gramOf(differences, count, width), count);
  const toWidth = (head: Float64Array) => {
    const found = new Float64Array(width);
    head.forEach((value, row) => addRow(found, value, differences, row * width));
    return found;
  };
  const same = (head: Float64Array) => head;
  return [
    { name: 'Gram', basis: gram as HeadBasis, toWidth },
    { name: 'features', basis: new FeatureBasis(differences, count, width) as HeadBasis, toWidth: same },
  ];
}

const targetsOf = (signs: readonly number[], weights: readonly number[]): Targets => ({
  signs: Int8Array.from(signs),
  weights: Float64Array.from(weights),
});

const numbers = (length: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length });

/** Some pairs with verdicts and weights. */
const anyPairs = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([count, width]) =>
  fc.record({
    ...{
      count: fc.constant(count),
      width: fc.constant(width),
      differences: numbers(count * width).map(Float64Array.from.bind(Float64Array)),
    },
    signs: fc.array(fc.constantFrom(-1, 1), { minLength: count, maxLength: count }),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: count, maxLength: count }),
    ridge: fc.double({ min: 0.01, max: 10, noNaN: true }),
  }),
);

describe("scikit-learn's LogisticRegression without intercept gives the same head", () => {
  test.each(cases.flatMap((one) => ['Gram', 'features'].map((coordinates) => ({ ...one, coordinates }))))(
    '$name, by $coordinates',
    ({ differences, width, signs, weights, ridge, head, loss, coordinates }) => {
      const all = bases(Float64Array.from(differences.flat()), differences.length, width);
      const { basis, toWidth } = all.find(({ name }) => name === coordinates) as (typeof all)[0];
      const fit = fitHead(basis, targetsOf(signs, weights), { ridge, tolerance: 1e-10 });
      expect(fit.loss).toBeCloseTo(loss, 6);
      toWidth(fit.head).forEach((value, at) => expect(value).toBeCloseTo(head[at] ?? NaN, 5));
    },
  );
});

describe('the head', () => {
  test('is where the gradient of loss and penalty is zero, by finite differences, in both coordinates', () => {
    fc.assert(
      fc.property(anyPairs, ({ count, width, differences, signs, weights, ridge }) => {
        const targets = targetsOf(signs, weights);
        const features = new FeatureBasis(differences, count, width);
        const value = (head: Float64Array) =>
          residuals(features.margins(head), targets).loss + (ridge / 2) * features.squaredNorm(head);
        for (const { basis, toWidth } of bases(differences, count, width)) {
          const head = toWidth(fitHead(basis, targets, { ridge, tolerance: 1e-12 }).head);
          for (let at = 0; at < width; at++) {
            const moved = (by: number) => value(head.map((one, n) => (n === at ? one + by : one)));
            expect(Math.abs(moved(1e-4) - moved(-1e-4)) / 2e-4).toBeLessThan(1e-5);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('of one pair in one dimension solves ridge * h = x / (1 + exp(h x)), its closed form', () => {
    const [x, ridge] = [1.7, 0.3];
    const basis = new FeatureBasis(Float64Array.of(x), 1, 1);
    const [h = 0] = fitHead(basis, targetsOf([1], [1]), { ridge, tolerance: 1e-12 }).head;
    expect(ridge * h).toBeCloseTo(x / (1 + Math.exp(h * x)), 10);
  });

  test('turns round when all verdicts do, and nears half the weighted sum of the differences under a large ridge', () => {
    fc.assert(
      fc.property(anyPairs, ({ count, width, differences, signs, weights }) => {
        const basis = new FeatureBasis(differences, count, width);
        const [ridge, tolerance] = [1e7, 1e-14];
        const { head } = fitHead(basis, targetsOf(signs, weights), { ridge, tolerance });
        const turned = fitHead(
          basis,
          targetsOf(
            signs.map((sign) => -sign),
            weights,
          ),
          { ridge, tolerance },
        );
        const sum = new Float64Array(width);
        signs.forEach((sign, row) => addRow(sum, (sign * (weights[row] ?? 1)) / 2, differences, row * width));
        head.forEach((value, at) => {
          expect(value).toBeCloseTo(-(turned.head[at] ?? NaN), 12);
          expect(ridge * value).toBeCloseTo(sum[at] ?? NaN, 3);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('does not depend on where the fit begins', () => {
    fc.assert(
      fc.property(anyPairs, fc.double({ min: -50, max: 50, noNaN: true }), (pairs, far) => {
        const { count, width, differences, signs, weights, ridge } = pairs;
        const basis = new FeatureBasis(differences, count, width);
        const from = (start?: Float64Array) =>
          fitHead(basis, targetsOf(signs, weights), { ridge, tolerance: 1e-12, start }).head;
        const [near, other] = [from(), from(new Float64Array(width).fill(far))];
        near.forEach((value, at) => expect(value).toBeCloseTo(other[at] ?? NaN, 6));
      }),
      { numRuns: 50 },
    );
  });

  test('a whole-number weight counts as so many equal pairs', () => {
    fc.assert(
      fc.property(anyPairs, ({ count, width, differences, signs, weights, ridge }) => {
        const again = weights.flatMap((weight, row) => new Array<number>(weight).fill(row));
        const rows = again.flatMap((row) => [...differences.subarray(row * width, (row + 1) * width)]);
        const many = new FeatureBasis(Float64Array.from(rows), again.length, width);
        const options = { ridge, tolerance: 1e-12 };
        const one = fitHead(new FeatureBasis(differences, count, width), targetsOf(signs, weights), options);
        const repeated = targetsOf(
          again.map((row) => signs[row] ?? 1),
          again.map(() => 1),
        );
        fitHead(many, repeated, options).head.forEach((value, at) => expect(value).toBeCloseTo(one.head[at] ?? NaN, 6));
      }),
      { numRuns: 50 },
    );
  });
});

test('the products of rows are the same, however many of them were known before', () => {
  fc.assert(
    fc.property(anyPairs, fc.nat(9), ({ count, width, differences }, known) => {
      const before = Math.min(known, count);
      const kept = { gram: gramOf(differences.slice(0, before * width), before, width), count: before };
      const plain = Array.from({ length: count ** 2 }, (_, at) => {
        const [a, b] = [Math.floor(at / count) * width, (at % count) * width];
        return differences.slice(a, a + width).reduce((sum, value, n) => sum + value * (differences[b + n] ?? 0), 0);
      });
      gramOf(differences, count, width, kept).forEach((value, at) => expect(value).toBeCloseTo(plain[at] ?? NaN, 10));
    }),
  );
});

test('the loss neither overflows nor loses small values', () => {
  expect(softplus(1000)).toBe(1000);
  expect(softplus(-1000)).toBe(0);
  expect(softplus(-30)).toBeCloseTo(Math.exp(-30), 20);
});
