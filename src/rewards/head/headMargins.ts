import type { RewardColumns } from '../RewardColumns';
import type { ResponseStates } from '../ResponseStates';
import type { RefitScores } from './RefitHead';

export interface HeadMargins {
  /** Rows of the pair index whose two responses have states, ascending. */
  rows: Uint32Array;
  /** reward(first) - reward(second) under the refitted head. */
  values: Float64Array;
}

/** The margins of all pairs that have states: as many steps as there are states, however many pairs the data set has. */
export function headMargins(
  scores: RefitScores,
  states: ResponseStates,
  columns: Pick<RewardColumns, 'rowsOf'>,
): HeadMargins {
  const met = new Set<number>();
  for (const response of states.responses()) for (const row of columns.rowsOf(response)) met.add(row);
  const rows = Uint32Array.from(met).sort();
  const values = Float64Array.from(rows, (row) => scores.margin(row));
  const known = rows.map((_, at) => at).filter((at) => !Number.isNaN(values[at]));
  return { rows: known.map((at) => rows[at] ?? 0), values: Float64Array.from(known, (at) => values[at] ?? NaN) };
}
