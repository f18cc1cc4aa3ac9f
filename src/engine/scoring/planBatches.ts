import type { BatchLimits } from '../session/Runtime';

/** A text shorter than this share of its batch's longest would cost more as padding than as part of another batch. */
const leastFill = 0.8;

/**
 * Puts texts into batches with little padding, longest first. Every index stands in exactly one batch.
 * @param lengths tokens of each text
 * @returns batches of indices into `lengths`
 */
export function planBatches(lengths: readonly number[], limits: BatchLimits): number[][] {
  const order = lengths.map((_, index) => index).sort((a, b) => lengthAt(lengths, b) - lengthAt(lengths, a) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    if (batch.length > 0 && !fits(lengthAt(lengths, index), lengthAt(lengths, batch[0]), batch.length, limits)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

function fits(length: number, longest: number, texts: number, limits: BatchLimits): boolean {
  const isFilled = limits.masking === 'none' ? length === longest : length >= longest * leastFill;
  return isFilled && texts < limits.texts && (texts + 1) * longest <= limits.tokens;
}

function lengthAt(lengths: readonly number[], index: number | undefined): number {
  return index === undefined ? 0 : (lengths[index] ?? 0);
}
