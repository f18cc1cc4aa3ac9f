/** Blocks that share fewer words than this (Dice's coefficient) are different blocks, not two forms of one. */
const leastLikeness = 0.34;

/** Pairs of blocks that are compared in one run; above it every block would stand for itself anyway. */
const mostComparisons = 400_000;

const word = /[\p{L}\p{N}\p{M}_]+|[^\p{L}\p{N}\p{M}_\s]/gu;

/**
 * For each block of `a` the block of `b` that says nearly the same, or null, without crossings: the alignment with the greatest
 * sum of likenesses (Needleman and Wunsch, 1970, without a price for gaps). Null where it takes too long.
 */
export function alignBlocks(a: string[], b: string[], inTime: () => boolean): (number | null)[] | null {
  if (a.length === 0 || b.length === 0) return a.map(() => null);
  if (a.length * b.length > mostComparisons) return null;
  const [wordsA, wordsB] = [a.map(wordsOf), b.map(wordsOf)];
  const width = b.length + 1;
  const best = new Float32Array((a.length + 1) * width);
  const taken = new Uint8Array(best.length);
  for (let row = 1; row <= a.length; row++) {
    if (!inTime()) return null;
    for (let column = 1; column <= b.length; column++) {
      const alike = likeness(wordsA[row - 1], wordsB[column - 1]);
      const cell = row * width + column;
      const [above, before] = [best[cell - width] ?? 0, best[cell - 1] ?? 0];
      const both = alike === 0 ? -1 : (best[cell - width - 1] ?? 0) + alike;
      best[cell] = Math.max(above, before, both);
      taken[cell] = both > above && both > before ? 1 : above >= before ? 2 : 3;
    }
  }
  return matesOf(taken, a.length, b.length);
}

function matesOf(taken: Uint8Array, rows: number, columns: number): (number | null)[] {
  const mates: (number | null)[] = Array.from({ length: rows }, () => null);
  for (let [row, column] = [rows, columns]; row > 0 && column > 0;) {
    const step = taken[row * (columns + 1) + column];
    if (step === 1) mates[row - 1] = column - 1;
    if (step !== 3) row--;
    if (step !== 2) column--;
  }
  return mates;
}

function wordsOf(block: string): Set<string> {
  return new Set(block.toLowerCase().match(word) ?? []);
}

/** Dice's coefficient of two sets of words, or 0 below `leastLikeness`. */
function likeness(a: Set<string> | undefined, b: Set<string> | undefined): number {
  if (!a || !b || a.size + b.size === 0) return 0;
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  if ((4 * few.size) / (a.size + b.size) < 2 * leastLikeness) return 0;
  let shared = 0;
  for (const each of few) if (many.has(each)) shared++;
  const alike = (2 * shared) / (a.size + b.size);
  return alike < leastLikeness ? 0 : alike;
}
