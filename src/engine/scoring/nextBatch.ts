import type { BatchLimits } from '../session/Runtime';

/** A text shorter than this share of its batch's longest would cost more as padding than in a batch before. */
const leastFill = 0.8;

/**
 * Where the batch that begins at `start` ends. A batch has at least one text, however long that is.
 * @param lengths tokens of each text, shortest first
 * @param tokens how much the batch may hold: texts times the length of the longest
 */
export function nextBatch(
  lengths: readonly number[],
  start: number,
  { masking, texts }: BatchLimits,
  tokens: number,
): number {
  const shortest = lengths[start] ?? 0;
  let end = start + 1;
  while (end < lengths.length && end - start < texts) {
    const longest = lengths[end] ?? 0;
    const isFilled = masking === 'none' ? shortest === longest : shortest >= longest * leastFill;
    if (!isFilled || (end - start + 1) * longest > tokens) break;
    end += 1;
  }
  return end;
}
