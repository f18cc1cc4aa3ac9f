import type { FormatFeature } from './CompareViews';

/** By feature and place: how much more of it the first response of a pair has than the second. */
export type TextFeatures = Record<FormatFeature, Float32Array>;
