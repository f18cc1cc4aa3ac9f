import type { Curve, FigureName } from './Metric';

export interface Figure extends FigureName {
  /** A share from 0 to 1, unless the title says otherwise; null where nothing counts towards it. */
  value: number | null;
  /** 95 % interval by the bootstrap; null where there is none. */
  low: number | null;
  high: number | null;
  /** Whether items of the complete benchmark are missing from it: in the data, or without rewards. */
  isPartial: boolean;
}

export type MissingReason = 'no_rewards' | 'too_long' | 'not_finite' | 'other_count';

/** A subset against the complete benchmark. */
export interface SubsetCount {
  subset: string;
  /** Items of the complete benchmark; null where that is not known. */
  expected: number | null;
  found: number;
  scored: number;
}

/** What rewards make of a benchmark. */
export interface BenchmarkResult {
  benchmark: string;
  items: number;
  /** Items of which all responses have a finite reward: only these count. */
  scored: number;
  /** Items that do not count, by why. */
  missing: { id: string; reason: MissingReason }[];
  subsets: SubsetCount[];
  isPartial: boolean;
  /** Scored items in which a right and a wrong response have exactly the same reward. */
  ties: number;
  figures: Figure[];
  curves: Curve[];
  seed: number;
  draws: number;
}
