/** Why a person meets a pair now; a queue names them by their place in this list. Verdicts keep the words: new ones come last. */
export const queueReasons = [
  'conflict',
  'disagreement',
  'low_margin',
  'random',
  'unscored',
  'order',
  'models',
  'neighbour',
  'objective',
  'selection',
] as const;

export type QueueReason = (typeof queueReasons)[number];

/** The codes of the reasons. */
export const reasonCode = Object.fromEntries(queueReasons.map((reason, code) => [reason, code])) as Record<
  QueueReason,
  number
>;

/** The order in which a person meets pairs, as columns of equal length. */
export interface Queue {
  /** Rows of the pair index, each once. */
  rows: Uint32Array;
  /** By place: the code of the reason, into `queueReasons`. */
  reasons: Uint8Array;
}
