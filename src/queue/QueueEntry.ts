export type QueueReason = 'disagreement' | 'low_margin' | 'random' | 'unscored' | 'order';

/** One place in the queue: a pair (by its row in the pair index) and the reason why a person meets it now. */
export interface QueueEntry {
  row: number;
  reason: QueueReason;
}
