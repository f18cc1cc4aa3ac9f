import type { CompareViews } from '../../rewards/compare/CompareViews';

/**
 * Newer numbers, with the mask of those before where it says the same: whoever draws a box over the scatter changes every chart
 * but that one, and its picture of all points need not be drawn again.
 */
export function withSameMask(newer: CompareViews, before: CompareViews | null): CompareViews {
  const mask = before?.scatter.mask;
  const isSame =
    mask?.length === newer.scatter.mask.length && mask.every((word, at) => word === newer.scatter.mask[at]);
  return isSame ? { ...newer, scatter: { ...newer.scatter, mask } } : newer;
}
