import type { Share } from '../../quality/Share';
import type { Interval } from '../wilson';
import type { Correlation } from '../correlation';
import type { Statistic } from '../Statistic';
import type { Sign, SliceOption } from './Selection';

/** How the bins of the reliability curve are cut: so many of equal width over 0.5 to 1, or with equally many pairs in each. */
export type Binning = 'width' | 'count';

/** What the charts are asked to show beside the selection. */
export interface ViewsRequest {
  /** The models on the axes of the scatter, whose reliability is shown too; the same one twice where there is only one. */
  a: number;
  b: number;
  /** The facet of the slice table (`CommitteeFacts.slices`). */
  slice: string;
  binning: Binning;
}

/** Pairs of one bin of margins, by how the model stands to the label. */
export interface MarginBin {
  /** Standardised margin; the bin holds `from` and not `to`. The outer bins are open: they hold all that lies beyond. */
  from: number;
  to: number;
  agreement: number;
  disagreement: number;
  /** Labelled pairs with a margin of exactly zero. */
  tie: number;
  /** Pairs without a label that chooses. */
  none: number;
}

/** Shown under all filters but `margin:<model>`. The edges do not depend on the selection. Empty where rewards are constant. */
export interface MarginHistogram {
  bins: MarginBin[];
  /** Why there are no bins. */
  why: string | null;
}

/** How one model stands to the labels, under all filters but `stand:<model>`. */
export interface StandCounts {
  agreement: number;
  disagreement: number;
  tie: number;
  none: number;
  /** Of the labelled pairs, how often the model agrees. */
  accuracy: Share;
}

/** Under all filters but those of the scatter. */
export interface ScatterView {
  /** One bit a point of `ScatterPoints`, the lowest bit of a word first. */
  mask: Uint32Array;
  pairs: number;
  correlation: Statistic;
  /** Pairs of each quadrant; pairs with a margin of exactly zero are in none. */
  quadrants: { signA: Sign; signB: Sign; pairs: number }[];
}

/** Two models over the same pairs, under all filters but `pairwise`. */
export interface PairwiseAgreement {
  a: number;
  b: number;
  pairs: number;
  same: number;
  flips: number;
  /** Pairs where one of the two has a margin of exactly zero. */
  zero: number;
  /** same / (same + flips). */
  share: Share;
  /** Cohen's kappa of which response is preferred, each pair in both orders; zero margins are a third value. */
  kappa: Statistic;
  /** Cohen's kappa of being right over labelled pairs: do they err on the same pairs more than chance would have it. */
  errorKappa: Statistic;
}

/** Labelled pairs on which exactly these models stand against the label; none of them has a margin of exactly zero. */
export interface FlipSet {
  against: number[];
  pairs: number;
}

/** One slice, under all filters but that of the facet. */
export interface Slice {
  option: SliceOption;
  pairs: number;
  labelled: number;
  /** By model; undefined, with the reason, where the slice has no labelled pair. */
  accuracy: Share[];
}

export interface SliceTable {
  facet: string;
  slices: Slice[];
}

export interface ReliabilityBin {
  /** Bounds of the confidence. The bin holds `from` and not `to`, the last one both. */
  from: number;
  to: number;
  pairs: number;
  /** Mean confidence of its pairs; null without pairs. */
  confidence: number | null;
  /** Of its pairs the share whose preferred response is the chosen one; a margin of exactly zero counts half. */
  right: number | null;
  /** Wilson, 95 %; null without pairs. */
  interval: Interval | null;
}

/** Over labelled pairs, under all filters but `confidence:<model>`. */
export interface Reliability {
  pairs: number;
  bins: ReliabilityBin[];
  /** Expected calibration error over these bins. */
  ece: Statistic;
  /** Mean of (1 - p)^2 and of -log p, p being what the model gives the chosen response. */
  brier: Statistic;
  logLoss: Statistic;
  /** Margins divided by it have the least log loss; and what is left of the ECE and the log loss then. */
  temperature: Statistic;
  eceAfter: Statistic;
  logLossAfter: Statistic;
}

export const formatFeatures = ['markdown', 'lists', 'headings', 'bold', 'code', 'refusal'] as const;
export type FormatFeature = (typeof formatFeatures)[number];

/** Each pair counts in both orders, so that nothing depends on which response stands first. */
export interface Bias {
  /** Margin against length difference. */
  length: Correlation;
  /** Change of the standardised margin for 100 UTF-16 units more. */
  slope: Statistic;
  /** Over labelled pairs: margin with label, length difference with label, and each with the other held fixed. */
  label: Correlation;
  lengthLabel: Correlation;
  labelGivenLength: Correlation;
  lengthGivenLabel: Correlation;
  /** Margin against the difference of each feature; null before `readTexts`. */
  format: Record<FormatFeature, Correlation> | null;
}

/** Pairs of one bin of length differences. */
export interface LengthBin {
  from: number;
  to: number;
  pairs: number;
  /** Mean standardised margin, by model; null without pairs or with constant rewards. */
  margins: (number | null)[];
}

/** The best of N responses by each model, over items that have the most usual number of responses above two. */
export interface BestOfCurve {
  /** Responses an item; the curve has a value for each N from 1 to it. */
  responses: number;
  items: number;
  /** Items with more than two responses and another number of them, which the curve leaves out. */
  others: number;
  /** By model: the chance that the best of N random responses is one that no label rejects. */
  curves: Float64Array[];
  /** By N: the chance that one of N random responses is such a one, which no model can exceed. */
  best: Float64Array;
}

/** The numbers of every chart, each under all filters but its own. */
export interface CompareViews {
  /** Pairs that pass all filters. */
  selected: number;
  /** By model. */
  margins: MarginHistogram[];
  stands: StandCounts[];
  scatter: ScatterView;
  /** Each two models, a < b. */
  pairwise: PairwiseAgreement[];
  /** The most frequent first; under all filters but `against`. */
  flipSets: FlipSet[];
  slices: SliceTable;
  /** By model; null of those that are on no axis of the scatter. */
  reliability: (Reliability | null)[];
  /** By model. */
  bias: Bias[];
  /** Under all filters but `length`; the outer bins are open. */
  lengths: LengthBin[];
  /** Null where no item has more than two responses with rewards of all models and a label. */
  bestOf: BestOfCurve | null;
}
