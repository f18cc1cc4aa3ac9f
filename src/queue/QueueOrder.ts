/**
 * The orders that a person can choose from: label against model, label against the refitted head, model against model, low
 * margin, conflicts between duplicates, neighbours of errors, objectivity first, random.
 */
export const queueOrders = [
  'label',
  'head',
  'models',
  'low_margin',
  'conflicts',
  'neighbours',
  'objective',
  'random',
] as const;

export type QueueOrder = (typeof queueOrders)[number];

/** How a person wants the queue of one data set to be. Shares are from 0 to 1. */
export interface QueuePlan {
  order: QueueOrder;
  /** The keys of the rewards that the order `models` compares; null where none were chosen. */
  models: [string, string] | null;
  /** Of the places: how many are drawn at random. */
  randomShare: number;
  /** Of the pairs that come: how many were judged before and come again, with their sides swapped. */
  repeatShare: number;
  /** Of the places: how many go to pairs whose answer others are sure of, as long as there are any. */
  knownShare: number;
}

export const usualPlan: QueuePlan = {
  order: 'label',
  models: null,
  randomShare: 0.1,
  repeatShare: 0.05,
  knownShare: 0.05,
};
