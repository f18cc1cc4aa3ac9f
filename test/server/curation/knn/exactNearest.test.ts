import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactNearest, type VectorRows } from '../../../../server/curation/knn/exactNearest';
import { seededNumbers } from '../../../support/seededNumbers';

function vectors(rows: number, width: number, seed: number, steps = 2 ** 20): VectorRows {
  const next = seededNumbers(seed);
  return { width, values: Float32Array.from({ length: rows * width }, () => Math.floor(next() * steps) / steps - 0.5) };
}

function* pieces({ width, values }: VectorRows, rows: number): Generator<VectorRows> {
  for (let at = 0; at < values.length; at += rows * width) yield { width, values: values.slice(at, at + rows * width) };
}

/** The same by sorting everything. */
function bruteForce(queries: VectorRows, pool: VectorRows, k: number): number[] {
  const { width } = queries;
  const count = pool.values.length / width;
  return Array.from({ length: queries.values.length / width }, (_, query) => {
    const products = Array.from({ length: count }, (__, row) => {
      let sum = 0;
      for (let at = 0; at < width; at++)
        sum += (queries.values[query * width + at] ?? 0) * (pool.values[row * width + at] ?? 0);
      return { row, sum };
    });
    const nearest = products.sort((one, other) => other.sum - one.sum || one.row - other.row).slice(0, k);
    return Array.from({ length: k }, (__, rank) => nearest[rank]?.row ?? -1);
  }).flat();
}

test('the nearest are those of brute force, however the pool is cut: recall 1.0, ties by row', async () => {
  const arbitrary = fc.record({
    queries: fc.integer({ min: 1, max: 7 }),
    rows: fc.integer({ min: 0, max: 60 }),
    piece: fc.integer({ min: 1, max: 20 }),
    k: fc.integer({ min: 1, max: 9 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    // Few values make many ties, and sums of them are exact.
    steps: fc.constantFrom(2, 4, 8),
  });
  const check = fc.asyncProperty(arbitrary, async ({ queries, rows, piece, k, seed, steps }) => {
    const [asked, pool] = [vectors(queries, 4, seed, steps), vectors(rows, 4, seed + 1, steps)];
    const found = await exactNearest(asked, pieces(pool, piece), k);
    expect([...found.rows]).toEqual(bruteForce(asked, pool, k));
  });
  await fc.assert(check, { numRuns: 60 });
});

test('2,500 queries in two products find what brute force finds in 3,000 rows of 64 numbers', async () => {
  const [asked, pool] = [vectors(2500, 64, 1), vectors(3000, 64, 2)];
  const found = await exactNearest(asked, pieces(pool, 700), 8);
  const some = vectors(2500, 64, 1).values.subarray(2400 * 64);
  expect([...found.rows.subarray(2400 * 8)]).toEqual(bruteForce({ width: 64, values: some }, pool, 8));
});

test('vectors of another width are refused', async () => {
  await expect(exactNearest(vectors(1, 4, 1), [vectors(3, 6, 1)], 1)).rejects.toThrow(
    /have 6 numbers, and the queries' 4/,
  );
});
