import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PairColumns } from '../../../src/studio/pairs/PairFacts';
import { pairFilters, pairSorts, type PairQuery } from '../../../src/studio/pairs/PairQuery';
import { countFilters, selectRows } from '../../../src/studio/pairs/selectRows';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { verdictStates } from '../../../src/verdicts/verdictState';

interface Line {
  label: number;
  first: number | null;
  second: number | null;
  verdict?: number;
  tooLong?: boolean;
  length?: number;
}

function columnsOf(lines: Line[]): PairColumns {
  const known = (line: Line | undefined) => line?.tooLong === true || (line?.first !== null && line?.second !== null);
  return {
    index: {
      length: lines.length,
      labels: Uint8Array.from(lines, ({ label }) => label),
      promptLengths: Uint32Array.from(lines, ({ length }) => length ?? 0),
      firstLengths: new Uint32Array(lines.length),
      secondLengths: new Uint32Array(lines.length),
    },
    rewards: {
      first: Float64Array.from(lines, ({ first }) => first ?? NaN),
      second: Float64Array.from(lines, ({ second }) => second ?? NaN),
      complete: (row: number) => known(lines[row]),
      tooLong: (row: number) => lines[row]?.tooLong === true,
    },
    verdicts: Uint8Array.from(lines, ({ verdict }) => verdict ?? 0),
  } as unknown as PairColumns;
}

const columns = columnsOf([
  { label: labelCodes.first, first: 2, second: 0, length: 5 },
  { label: labelCodes.second, first: 2, second: 0, length: 3, verdict: verdictStates.gold },
  { label: labelCodes.none, first: 0.1, second: 0.2, length: 9 },
  { label: labelCodes.tie, first: -3, second: 1, verdict: verdictStates.skipped },
  { label: labelCodes.first, first: null, second: null },
  { label: labelCodes.first, first: 1, second: null, tooLong: true },
  { label: labelCodes.second, first: 0.5, second: 0.4, verdict: verdictStates.judged },
]);
const all: PairQuery = { filter: 'all', sort: 'file', descending: false, text: '' };

function select(query: Partial<PairQuery>, found: Uint8Array | null = null): number[] {
  return [...selectRows(columns, { ...all, ...query }, found)];
}

test('disagreements are the labelled pairs whose rejected response has the higher reward', () => {
  expect(select({ filter: 'disagreements' })).toEqual([1, 6]);
});

test('the other filters show what they say', () => {
  expect(select({ filter: 'low_margin' })).toEqual([2, 6]);
  expect(select({ filter: 'unlabelled' })).toEqual([2]);
  expect(select({ filter: 'unscored' })).toEqual([4]);
  expect(select({ filter: 'verified' })).toEqual([1, 6]);
  expect(select({ filter: 'too_long' })).toEqual([5]);
});

test('p sorts labelled pairs from the worst disagreement on, and pairs without p stand last both ways', () => {
  expect(select({ sort: 'p' })).toEqual([1, 6, 0, 2, 3, 4, 5]);
  expect(select({ sort: 'p', descending: true })).toEqual([0, 6, 1, 2, 3, 4, 5]);
});

test('the margin of a pair without a chosen response sorts by its size', () => {
  expect(select({ sort: 'margin' })).toEqual([1, 6, 2, 0, 3, 4, 5]);
});

test('a search leaves the rows that it found, and filters still hold', () => {
  const found = Uint8Array.from([1, 1, 0, 0, 0, 0, 0]);
  expect(select({}, found)).toEqual([0, 1]);
  expect(select({ filter: 'disagreements' }, found)).toEqual([1]);
});

test('for any columns and query each matching row is shown once, and the counts say how many', () => {
  const reward = fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: null });
  const line = fc.record({ label: fc.nat(4), first: reward, second: reward, verdict: fc.nat(3), length: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom(...pairSorts), fc.boolean(), (lines, sort, descending) => {
      const given = columnsOf(lines);
      const counts = countFilters(given);
      for (const filter of pairFilters) {
        const rows = selectRows(given, { filter, sort, descending, text: '' }, null);
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.length).toBe(counts[filter]);
      }
      expect(counts.all).toBe(lines.length);
    }),
  );
});
