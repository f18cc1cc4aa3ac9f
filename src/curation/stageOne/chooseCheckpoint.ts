/** What a checkpoint got right of the gold pairs. A tie is not right. */
export interface CheckpointAccuracy {
  name: string;
  /** Training steps behind it. */
  step: number;
  correct: number;
  pairs: number;
}

/**
 * The best reward model of an iteration: the checkpoint with the highest accuracy on gold (arXiv 2507.01352, stage 1, training); of
 * equal ones the earlier, which has seen less of what may be wrong. Null where there is no gold to tell by.
 */
export function chooseCheckpoint(checkpoints: readonly CheckpointAccuracy[]): CheckpointAccuracy | null {
  const measured = checkpoints.filter(({ pairs }) => pairs > 0);
  // By cross multiplication: two shares of whole numbers are equal or they are not.
  const best = measured.toSorted(
    (one, other) => other.correct * one.pairs - one.correct * other.pairs || one.step - other.step,
  );
  return best[0] ?? null;
}
