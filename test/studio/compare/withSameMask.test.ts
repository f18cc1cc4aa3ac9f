import { expect, test } from 'vitest';
import type { CompareViews } from '../../../src/rewards/compare/CompareViews';
import { ViewsOfCommittee } from '../../../src/rewards/compare/ViewsOfCommittee';
import { withSameMask } from '../../../src/studio/compare/withSameMask';
import { openedReference, referenceCommittees } from '../../rewards/compare/referenceCommittees';

const views = new ViewsOfCommittee(
  openedReference(referenceCommittees[0] as (typeof referenceCommittees)[number]),
).views([], { a: 0, b: 1, slice: '', binning: 'width' });

/** As a worker hands numbers over: every array is another one. */
function handedOver(change: (mask: Uint32Array) => void = () => undefined): CompareViews {
  const copy = structuredClone(views);
  change(copy.scatter.mask);
  return copy;
}

test('a mask that says the same stays the one that is drawn', () => {
  const newer = handedOver();
  expect(withSameMask(newer, views).scatter.mask).toBe(views.scatter.mask);
  expect(withSameMask(newer, views)).toEqual(newer);
});

test('a mask that differs in one pair, or comes first, is the newer one', () => {
  const newer = handedOver((mask) => (mask[1] = (mask[1] ?? 0) ^ 4));
  expect(withSameMask(newer, views)).toBe(newer);
  expect(withSameMask(newer, null)).toBe(newer);
});
