import type { Interval } from '../rewards/wilson';

/** So many of so many with the 95 % interval of the share, or the reason why there is none. */
export type Share =
  { kind: 'share'; hits: number; of: number; share: number; interval: Interval } | { kind: 'undefined'; why: string };
