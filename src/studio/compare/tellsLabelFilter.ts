import { tellsLabel } from '../../pairs/view/ViewFacet';
import type { Filter } from '../../rewards/compare/Selection';

/**
 * Whether a filter tells a reader of its pairs which response the label prefers: a range of length differences does (the longer
 * one is the chosen one, or never), and slices named after labels. How models stand does not: their rewards are hidden.
 */
export function tellsLabelFilter(filter: Filter): boolean {
  return filter.kind === 'length' || (filter.kind === 'slice' && tellsLabel(filter.facet));
}
