import { labelCodes } from '../../pairs/PairIndex';
import { lowMargin } from '../../queue/rankRows';
import { verdictStates } from '../../verdicts/verdictState';
import { isDisagreement, lengthOf, marginOf, probabilityOf, type PairColumns } from './PairFacts';
import { pairFilters, type PairFilter, type PairQuery, type PairSort } from './PairQuery';

const tests: Record<PairFilter, (columns: PairColumns, row: number) => boolean> = {
  all: () => true,
  disagreements: isDisagreement,
  low_margin: (columns, row) => Math.abs(marginOf(columns, row)) <= lowMargin,
  unlabelled: ({ index }, row) => index.labels[row] === labelCodes.none,
  unscored: ({ rewards }, row) => !rewards.complete(row),
  verified: ({ verdicts }, row) => (verdicts[row] ?? 0) >= verdictStates.judged,
  too_long: ({ rewards }, row) => rewards.tooLong(row),
};

/**
 * Rows of the pair index that a query shows, in its order. `found` marks the rows that hold the searched text; null: no search.
 * Pairs without a value to sort by (not scored, nothing chosen) stand last in both directions, in the order of the file.
 */
export function selectRows(columns: PairColumns, query: PairQuery, found: Uint8Array | null): Uint32Array {
  const test = tests[query.filter];
  const rows: number[] = [];
  for (let row = 0; row < columns.index.length; row++) {
    if ((found === null || found[row] === 1) && test(columns, row)) rows.push(row);
  }
  return sorted(columns, Uint32Array.from(rows), query);
}

/** How many pairs each filter shows. */
export function countFilters(columns: PairColumns): Record<PairFilter, number> {
  const counts = Object.fromEntries(pairFilters.map((filter) => [filter, 0])) as Record<PairFilter, number>;
  for (let row = 0; row < columns.index.length; row++) {
    for (const filter of pairFilters) if (tests[filter](columns, row)) counts[filter]++;
  }
  return counts;
}

/** Whether scoring or verdicts change what a query shows. */
export function dependsOn(query: PairQuery): { rewards: boolean; verdicts: boolean } {
  const byRewards: PairFilter[] = ['disagreements', 'low_margin', 'unscored', 'too_long'];
  return {
    rewards: query.sort === 'margin' || query.sort === 'p' || byRewards.includes(query.filter),
    verdicts: query.filter === 'verified',
  };
}

function sorted(columns: PairColumns, rows: Uint32Array, { sort, descending }: PairQuery): Uint32Array {
  if (sort === 'file') return descending ? rows.reverse() : rows;
  const keys = new Float64Array(columns.index.length);
  for (const row of rows) keys[row] = keyOf(columns, sort, row);
  const direction = descending ? -1 : 1;
  return rows.sort((one, other) => {
    const [a, b] = [keys[one] ?? NaN, keys[other] ?? NaN];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || one - other;
    return (a - b) * direction || one - other;
  });
}

function keyOf(columns: PairColumns, sort: PairSort, row: number): number {
  if (sort === 'length') return lengthOf(columns, row);
  return sort === 'p' ? probabilityOf(columns, row) : marginOf(columns, row);
}
