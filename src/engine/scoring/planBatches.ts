import type { BatchLimits } from '../session/Runtime';
import type { RunCosts } from '../session/ScoringModel';
import { batchCost } from './runCosts';

/**
 * Cuts texts into the padded batches that cost least together. Neighbours in length belong together, so that trying
 * every cut of the sorted texts finds the best plan.
 * @param lengths tokens of each text, shortest first
 * @param budget how many tokens a batch may hold, texts times the length of the longest; one text may have more
 * @returns where each batch ends, as an index into `lengths`
 */
export function planBatches(
  lengths: readonly number[],
  costs: RunCosts,
  limits: BatchLimits,
  budget: number,
): number[] {
  const least = new Float64Array(lengths.length + 1).fill(Infinity);
  const starts = new Int32Array(lengths.length + 1);
  least[0] = 0;
  for (let end = 1; end <= lengths.length; end += 1) {
    for (let start = end - 1; start >= 0 && isAllowed(lengths, start, end, limits, budget); start -= 1) {
      const cost = (least[start] ?? 0) + batchCost(end - start, lengths[end - 1] ?? 0, costs);
      if (cost >= (least[end] ?? Infinity)) continue;
      least[end] = cost;
      starts[end] = start;
    }
  }
  return endsFrom(starts);
}

function isAllowed(
  lengths: readonly number[],
  start: number,
  end: number,
  { masking, texts }: BatchLimits,
  budget: number,
): boolean {
  const count = end - start;
  const longest = lengths[end - 1] ?? 0;
  if (count === 1) return true;
  return count <= texts && count * longest <= budget && (masking === 'mask' || lengths[start] === longest);
}

/** Follows the best cuts back from the last text. */
function endsFrom(starts: Int32Array): number[] {
  const ends: number[] = [];
  for (let end = starts.length - 1; end > 0; end = starts[end] ?? 0) ends.push(end);
  return ends.reverse();
}
