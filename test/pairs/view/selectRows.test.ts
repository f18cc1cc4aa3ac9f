import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { countPairs } from '../../../src/pairs/view/countPairs';
import type { PairColumns } from '../../../src/pairs/view/PairColumns';
import { isDisagreement, lengthOf, marginOf, probabilityOf } from '../../../src/pairs/view/pairFacts';
import {
  allPairs,
  facetKinds,
  pairFilters,
  pairSorts,
  type FacetChoice,
  type PairFilter,
  type PairQuery,
} from '../../../src/pairs/view/PairQuery';
import { selectRows } from '../../../src/pairs/view/selectRows';
import { viewFacets } from '../../../src/pairs/view/ViewFacet';
import { verdictStates } from '../../../src/verdicts/verdictState';

interface Line {
  label: number;
  first: number | null;
  second: number | null;
  verdict?: number;
  tooLong?: boolean;
  length?: number;
  conflict?: number;
  source?: number;
  language?: number;
}

function columnsOf(lines: Line[]): PairColumns {
  const known = (line: Line | undefined) => line?.tooLong === true || (line?.first !== null && line?.second !== null);
  return {
    index: {
      length: lines.length,
      labels: Uint8Array.from(lines, ({ label }) => label),
      conflicts: Uint8Array.from(lines, ({ conflict }) => conflict ?? 0),
      sources: Uint16Array.from(lines, ({ source }) => source ?? 0),
      sourceNames: ['chat', 'code', 'maths'],
      facets: [
        { name: 'language', values: ['de', 'en'], codes: Uint8Array.from(lines, ({ language }) => language ?? 0) },
      ],
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

function select(query: Partial<PairQuery>, found: Uint8Array | null = null): number[] {
  return [...selectRows(columns, viewFacets(columns.index), { ...allPairs, ...query }, found)];
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

test('pairs whose sources disagree have a filter of their own', () => {
  const given = columnsOf([
    { label: labelCodes.first, first: 1, second: 0 },
    { label: labelCodes.first, first: 1, second: 0, conflict: 2 },
  ]);
  expect([...selectRows(given, [], { ...allPairs, filter: 'conflicts' }, null)]).toEqual([1]);
});

test('boxes of one facet widen the view, boxes of another narrow it', () => {
  const given = columnsOf([
    { label: 1, first: 1, second: 0, source: 0, language: 1 },
    { label: 1, first: 1, second: 0, source: 1, language: 2 },
    { label: 1, first: 1, second: 0, source: 1 },
  ]);
  const rows = (...facets: FacetChoice[]) => [
    ...selectRows(given, viewFacets(given.index), { ...allPairs, facets }, null),
  ];
  const value = (facet: string, of: string): FacetChoice => ({ facet, kind: 'value', value: of });
  expect(rows(value('source', 'code'))).toEqual([1, 2]);
  expect(rows(value('source', 'code'), value('source', 'chat'))).toEqual([0, 1, 2]);
  expect(rows(value('source', 'code'), value('language', 'en'))).toEqual([1]);
  expect(rows({ facet: 'language', kind: 'none', value: '' })).toEqual([2]);
  expect(rows(value('language', 'fr'))).toEqual([]);
  expect(rows(value('a facet of another file', 'x'))).toEqual([]);
});

const holds: Record<PairFilter, (columns: PairColumns, row: number) => boolean> = {
  all: () => true,
  conflicts: ({ index }, row) => index.conflicts[row] !== 0,
  disagreements: isDisagreement,
  low_margin: (of, row) => Math.abs(marginOf(of, row)) <= Math.log(3),
  unlabelled: ({ index }, row) => index.labels[row] === labelCodes.none,
  unscored: ({ rewards }, row) => !rewards.complete(row),
  verified: ({ verdicts }, row) => (verdicts[row] ?? 0) >= verdictStates.judged,
  too_long: ({ rewards }, row) => rewards.tooLong(row),
};

const languages = ['', 'de', 'en'];

/** The view by its definition: every row looked at for itself, and sorted by a comparing function. */
function plainRows(given: PairColumns, lines: Line[], query: PairQuery, found: Uint8Array | null): number[] {
  const inFacet = (row: number, facet: string): boolean => {
    const ticked = query.facets.filter((choice) => choice.facet === facet);
    const { source = 0, language = 0 } = lines[row] ?? {};
    const held = facet === 'source' ? ['chat', 'code', 'maths'][source] : languages[language];
    return ticked.length === 0 || ticked.some(({ kind, value }) => (held === '' ? kind === 'none' : value === held));
  };
  const key = { file: (row: number) => row, margin: marginOf, p: probabilityOf, length: lengthOf };
  const keyOf = (row: number) => (query.sort === 'file' ? row : key[query.sort](given, row));
  return lines
    .map((_, row) => row)
    .filter((row) => found === null || found[row] === 1)
    .filter((row) => holds[query.filter](given, row) && inFacet(row, 'source') && inFacet(row, 'language'))
    .sort((a, b) => {
      const [one, other] = [keyOf(a), keyOf(b)];
      if (Number.isNaN(one) || Number.isNaN(other))
        return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || a - b;
      return (query.descending ? other - one : one - other) || a - b;
    });
}

const reward = fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: null });
const anyLine = fc.record({
  label: fc.nat(4),
  first: reward,
  second: reward,
  verdict: fc.nat(3),
  length: fc.nat(50),
  tooLong: fc.boolean(),
  conflict: fc.nat(2),
  source: fc.nat(2),
  language: fc.nat(2),
});
const anyChoice = fc.oneof(
  fc.record({
    facet: fc.constant('source'),
    kind: fc.constant('value' as const),
    value: fc.constantFrom('chat', 'code'),
  }),
  fc.record({
    facet: fc.constant('language'),
    kind: fc.constantFrom(...facetKinds),
    value: fc.constantFrom('de', 'en'),
  }),
);
const anyQuery = fc.record({
  filter: fc.constantFrom(...pairFilters),
  facets: fc.array(anyChoice, { maxLength: 3 }),
  sort: fc.constantFrom(...pairSorts),
  descending: fc.boolean(),
  text: fc.constant(''),
  words: fc.constant(false),
});

/** A choice of nothing or of further values has no value of its own. */
function cleaned(query: PairQuery): PairQuery {
  const facets = query.facets.map((choice) => ({ ...choice, value: choice.kind === 'value' ? choice.value : '' }));
  return { ...query, facets: facets.filter(({ kind }) => kind !== 'other') };
}

test('for any columns, query and search the view is what its definition says, in every order', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine),
      anyQuery,
      fc.option(fc.infiniteStream(fc.nat(1)), { nil: null }),
      (lines, any, marks) => {
        const given = columnsOf(lines);
        const query = cleaned(any);
        const found = marks === null ? null : Uint8Array.from(marks.take(lines.length));
        const rows = selectRows(given, viewFacets(given.index), query, found);
        expect([...rows]).toEqual(plainRows(given, lines, query, found));
      },
    ),
  );
});

test('for any columns and query each count is what would be shown by its button or box', () => {
  fc.assert(
    fc.property(fc.array(anyLine), anyQuery, (lines, any) => {
      const given = columnsOf(lines);
      const query = cleaned(any);
      const counts = countPairs(given, viewFacets(given.index), query, null);
      for (const filter of pairFilters)
        expect(counts.filters[filter]).toBe(plainRows(given, lines, { ...query, filter }, null).length);
      for (const { name, options } of counts.facets.filter(({ name }) => name !== 'label')) {
        const others = query.facets.filter(({ facet }) => facet !== name);
        for (const { kind, value, pairs } of options) {
          const facets = [...others, { facet: name, kind, value }];
          expect(pairs).toBe(plainRows(given, lines, { ...query, facets }, null).length);
        }
      }
    }),
  );
});

test('options stand in one order: values of most pairs first, whole numbers by size, and none that no pair holds', () => {
  const { index } = columnsOf(Array.from({ length: 6 }, () => ({ label: labelCodes.first, first: 1, second: 0 })));
  const sources = Uint16Array.of(2, 2, 2, 0, 0, 2);
  const turns = { name: 'turns', values: ['10', '2', '3'], codes: Uint8Array.of(1, 1, 1, 2, 2, 0) };
  const facets = viewFacets({ ...index, sources, facets: [turns, { ...turns, name: 'source' }] });
  const words = facets.map(({ name, options }) => [name, options.map(({ kind, value }) => value || kind)]);
  expect(words).toEqual([
    ['source', ['maths', 'chat']],
    ['label', ['chosen']],
    ['turns', ['2', '10', 'none']],
  ]);
});

test('of very many values those of most pairs have a box, and the others one together', () => {
  const { index } = columnsOf(Array.from({ length: 301 }, () => ({ label: labelCodes.first, first: 1, second: 0 })));
  const sourceNames = Array.from({ length: 300 }, (_, at) => `source ${String(at)}`);
  const sources = Uint16Array.from({ length: 301 }, (_, row) => (row === 300 ? 299 : row));
  const [facet] = viewFacets({ ...index, sources, sourceNames });
  expect([facet?.options.length, facet?.options[0]?.value]).toEqual([255, 'source 299']);
  expect(facet?.options.at(-1)).toMatchObject({ kind: 'other' });
  expect(facet?.options.at(-1)?.codes.length).toBe(46);
});
