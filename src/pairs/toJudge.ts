import { attributesOf } from './attributesOf';
import type { Item } from './Item';
import { pairOf } from './pairOf';
import type { PairToJudge } from './PairToJudge';

/**
 * Two responses of an item as a pair to be judged.
 *
 * @throws RangeError where the item has no such responses in this order.
 */
export function toJudge(item: Item, first: number, second: number): PairToJudge {
  const { id, itemId, prompt, first: one, second: other, source } = pairOf(item, first, second);
  return { id, itemId, prompt, first: one, second: other, source, attributes: attributesOf(item) };
}
