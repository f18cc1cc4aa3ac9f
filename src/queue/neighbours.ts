import { retrievalK } from '../curation/retrievalK';
import { idAt } from '../pairs/idBytes';
import type { PairIndex } from '../pairs/PairIndex';
import type { ResponseStates } from '../rewards/ResponseStates';

/** A pair that a person judged. */
export interface JudgedRow {
  row: number;
  /** The probability that the model gives the response which the verdict prefers. */
  p: number;
}

/** Queries beyond these would find pairs for a later day: eight for each of them are more than a day's work. */
export const mostQueries = 200;

/** Vectors of unit length, one for each of some rows. */
interface Vectors {
  rows: Uint32Array;
  width: number;
  values: Float32Array;
}

/**
 * The rows most like the judged ones on which the model was wrong or unsure: those with the lowest p ask first, each for its
 * `retrievalK` nearest of the candidates, the most similar first; a row that was found before keeps its place. Similarity is
 * the cosine of pair vectors: the sum of the states of both responses (so their mean, and the same whichever is first), at
 * unit length. Rows without both states neither ask nor are found.
 */
export function neighbours(
  index: Pick<PairIndex, 'firstIds' | 'secondIds'>,
  states: ResponseStates,
  judged: readonly JudgedRow[],
  candidates: Uint32Array,
): number[] {
  const asking = judged.filter(({ p }) => retrievalK(p) > 0).sort((a, b) => a.p - b.p || a.row - b.row);
  const pool = vectorsOf(index, states, candidates);
  const found = new Set<number>();
  let asked = 0;
  for (const { row, p } of asking) {
    if (asked === mostQueries) break;
    const query = vectorsOf(index, states, Uint32Array.of(row));
    if (query.rows.length === 0) continue;
    asked++;
    for (const near of nearest(query.values, pool, retrievalK(p))) found.add(near);
  }
  return [...found];
}

function vectorsOf(
  { firstIds, secondIds }: Pick<PairIndex, 'firstIds' | 'secondIds'>,
  states: ResponseStates,
  candidates: Uint32Array,
): Vectors {
  const { width } = states;
  const rows = new Uint32Array(candidates.length);
  const held: [Float32Array, Float32Array][] = [];
  for (const row of candidates) {
    const first = states.of(idAt(firstIds, row));
    const second = first && states.of(idAt(secondIds, row));
    if (!first || !second) continue;
    rows[held.length] = row;
    held.push([first, second]);
  }
  const values = new Float32Array(held.length * width);
  for (const [at, [first, second]] of held.entries())
    putUnit(values.subarray(at * width, (at + 1) * width), first, second);
  return { rows: rows.subarray(0, held.length), width, values };
}

/** The sum of two states at unit length; zero where they cancel out. */
function putUnit(into: Float32Array, first: Float32Array, second: Float32Array): void {
  let squares = 0;
  for (let n = 0; n < into.length; n++) {
    const sum = (first[n] ?? 0) + (second[n] ?? 0);
    into[n] = sum;
    squares += sum * sum;
  }
  const length = Math.sqrt(squares);
  if (length > 0) for (let n = 0; n < into.length; n++) into[n] = (into[n] ?? 0) / length;
}

/** The k rows of the largest cosine, descending; of equal ones the earlier. */
function nearest(query: Float32Array, { rows, width, values }: Vectors, k: number): number[] {
  const best: { row: number; cosine: number }[] = [];
  for (let at = 0; at < rows.length; at++) {
    let cosine = 0;
    for (let n = 0, from = at * width; n < width; n++) cosine += (query[n] ?? 0) * (values[from + n] ?? 0);
    const last = best[k - 1];
    if (last && cosine <= last.cosine) continue;
    const place = best.findIndex((other) => cosine > other.cosine);
    best.splice(place < 0 ? best.length : place, 0, { row: rows[at] ?? 0, cosine });
    best.length = Math.min(best.length, k);
  }
  return best.map(({ row }) => row);
}
