import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { changeOf, comparePaired, type PairedRow } from '../../../src/rewards/paired/comparePaired';
import { compareSlices } from '../../../src/rewards/paired/compareSlices';
import { exactMcNemar } from '../../../src/rewards/paired/exactMcNemar';
import { pairsToSee } from '../../../src/rewards/paired/pairsToSee';
import { pairedRow, pairedRows, stands } from './pairedRows';

interface Reference {
  cases: {
    counts: number[][];
    pairs: number;
    gained: number;
    lost: number;
    older: [number, number, number];
    newer: [number, number, number];
    difference: [number, number, number];
    p: number;
  }[];
  enough: { difference: number; apart: number; pairs: number; power: number }[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../files/compare/paired.json', import.meta.url), 'utf8'),
) as Reference;

const anyStand = fc.constantFrom(...stands);
const anyRow = fc
  .tuple(anyStand, anyStand, fc.boolean())
  .map(([older, newer, isFirst]) => pairedRow(older, newer, isFirst));
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 80 });

/** The other response comes first. */
function turned({ label, older, newer }: PairedRow): PairedRow {
  const other = label === labelCodes.first ? labelCodes.second : labelCodes.first;
  return { label: other, older: [older[1], older[0]], newer: [newer[1], newer[0]] };
}

/** The models change places. */
function swapped({ label, older, newer }: PairedRow): PairedRow {
  return { label, older: newer, newer: older };
}

describe('two models on the same pairs', () => {
  test.each(reference.cases.map((found, number) => ({ number, found })))(
    'case $number is as statsmodels and scipy have it',
    ({ found }) => {
      const made = comparePaired(pairedRows(found.counts));
      expect(made).not.toBeNull();
      if (!made) return;
      const { older, newer, difference } = made;
      expect([made.pairs, made.gained, made.lost]).toEqual([found.pairs, found.gained, found.lost]);
      const figures = [
        ...[older.share, older.interval.low, older.interval.high, newer.share, newer.interval.low, newer.interval.high],
        ...[difference.difference, difference.low, difference.high, made.p],
      ];
      for (const [at, wanted] of [...found.older, ...found.newer, ...found.difference, found.p].entries())
        expect(figures[at]).toBeCloseTo(wanted, 9);
    },
  );

  test('a worked example: 12 newly right and 3 newly wrong of 40', () => {
    const counts = [
      [20, 0, 3],
      [0, 0, 0],
      [12, 0, 5],
    ];
    const made = comparePaired(pairedRows(counts));
    // By hand: at most 3 of 15 can be chosen in 1 + 15 + 105 + 455 ways of 2 ^ 15, and as many on the other side.
    expect(made?.p).toBeCloseTo((2 * (1 + 15 + 105 + 455)) / 2 ** 15, 12);
    expect([made?.older.share, made?.newer.share, made?.difference.difference]).toEqual([0.575, 0.8, 0.225]);
    expect(made?.finding).toBe('better');
  });

  test('which response comes first changes nothing, and the models changing places turns the difference around', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const made = comparePaired(rows);
        expect(comparePaired(rows.map(turned))).toEqual(made);
        const back = comparePaired(rows.map(swapped));
        expect(back?.difference.difference).toBeCloseTo(-(made?.difference.difference ?? NaN), 12);
        expect(back?.difference.low).toBeCloseTo(-(made?.difference.high ?? NaN), 12);
        expect([back?.gained, back?.lost, back?.p]).toEqual([made?.lost, made?.gained, made?.p]);
        const mirrored = { better: 'worse', worse: 'better', unclear: 'unclear' } as const;
        expect(back?.finding).toBe(mirrored[made?.finding ?? 'unclear']);
      }),
    );
  });

  test('the difference is that of the accuracies, the sum of what the pairs changed, and inside its interval', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const made = comparePaired(rows);
        if (!made) throw new Error('no comparison');
        const { difference, low, high } = made.difference;
        expect(difference).toBeCloseTo(made.newer.share - made.older.share, 12);
        expect(difference).toBeCloseTo(rows.reduce((sum, row) => sum + (changeOf(row) ?? NaN), 0) / rows.length, 12);
        expect(low).toBeLessThanOrEqual(difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(made.apart).toBeGreaterThanOrEqual(Math.abs(difference) - 1e-12);
        for (const { share, interval } of [made.older, made.newer]) {
          expect(interval.low).toBeLessThanOrEqual(share);
          expect(interval.high).toBeGreaterThanOrEqual(share);
        }
      }),
    );
  });

  test('pairs without a reward, and labels that choose none, count for nobody', () => {
    const rows = [pairedRow('right', 'wrong'), pairedRow('tie', 'right')];
    const left = [
      { ...pairedRow('right', 'right'), older: [NaN, 1] as const },
      { ...pairedRow('right', 'wrong'), label: labelCodes.tie },
      { ...pairedRow('right', 'wrong'), newer: [1, NaN] as const },
    ];
    expect(comparePaired([...rows, ...left])).toEqual(comparePaired(rows));
    expect(left.map(changeOf)).toEqual([null, null, null]);
    expect(comparePaired(left)).toBeNull();
  });

  test('told apart are only models that the interval and the exact test tell apart', () => {
    const byTest = comparePaired(
      Array.from({ length: 10 }, (_, at) => pairedRow(at % 2 === 0 ? 'wrong' : 'right', 'right')),
    );
    expect(byTest?.difference.low).toBeGreaterThan(0);
    expect([byTest?.p, byTest?.finding]).toEqual([0.0625, 'unclear']);
    const byInterval = comparePaired(Array.from({ length: 6 }, () => pairedRow('tie', 'right')));
    expect(byInterval?.p).toBeLessThan(0.05);
    expect(byInterval?.difference.low).toBeLessThan(0);
    expect(byInterval?.finding).toBe('unclear');
  });

  test('equal rewards of both everywhere tell nothing apart', () => {
    const made = comparePaired(Array.from({ length: 500 }, () => pairedRow('tie', 'tie')));
    expect(made?.older).toMatchObject({ right: 0, ties: 500, share: 0.5 });
    expect(made).toMatchObject({ finding: 'unclear', p: 1, gained: 0, lost: 0 });
  });
});

describe('the exact test', () => {
  test('tens of thousands of pairs are numbers still', () => {
    expect(exactMcNemar(20_000, 20_000)).toBe(1);
    expect(exactMcNemar(20_400, 19_600)).toBeGreaterThan(0);
    expect(exactMcNemar(20_400, 19_600)).toBeLessThan(1e-4);
    expect(exactMcNemar(40_000, 0)).toBeLessThan(1e-300);
  });

  test('a split more uneven is less probable', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), (pairs, some) => {
        const lost = Math.min(some, Math.floor(pairs / 2));
        if (lost > 0)
          expect(exactMcNemar(pairs - lost + 1, lost - 1)).toBeLessThanOrEqual(exactMcNemar(pairs - lost, lost));
        expect(exactMcNemar(lost, pairs - lost)).toBe(exactMcNemar(pairs - lost, lost));
      }),
    );
  });
});

describe('how many pairs it takes', () => {
  test.each(reference.enough)('to see $difference where models part on $apart: $pairs', (wanted) => {
    expect(pairsToSee(wanted.difference, wanted.apart)).toBe(wanted.pairs);
    expect(pairsToSee(-wanted.difference, wanted.apart)).toBe(wanted.pairs);
    // Summed over all outcomes: so many pairs do find it in about four of five comparisons.
    expect(wanted.power).toBeGreaterThan(0.77);
    expect(wanted.power).toBeLessThan(0.84);
  });

  test.each([
    [0, 0.2],
    [0.3, 0.2],
    [0.1, 1.5],
    [NaN, 0.2],
  ])('a difference of %d with %d apart is refused', (difference, apart) => {
    expect(() => pairsToSee(difference, apart)).toThrow(RangeError);
  });
});

describe('slices', () => {
  const sliced = (row: PairedRow, ...slices: [string, string][]) => ({
    ...row,
    slices: slices.map(([facet, value]) => ({ facet, value })),
  });

  test('each value has its own comparison, the largest first; what all pairs share and what few have is left out', () => {
    const rows = [
      ...Array.from({ length: 6 }, () => sliced(pairedRow('wrong', 'right'), ['topic', 'code'], ['file', 'one'])),
      ...Array.from({ length: 9 }, () => sliced(pairedRow('right', 'right'), ['topic', 'chat'], ['file', 'one'])),
      ...Array.from({ length: 4 }, () => sliced(pairedRow('right', 'wrong'), ['topic', 'math'])),
    ];
    const made = compareSlices(rows);
    expect(
      made.map(({ facet, value, comparison }) => [facet, value, comparison.pairs, comparison.difference.difference]),
    ).toEqual([
      ['topic', 'chat', 9, 0],
      ['topic', 'code', 6, 1],
    ]);
  });
});
