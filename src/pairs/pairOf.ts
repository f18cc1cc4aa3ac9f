import { pairId } from './contentId';
import type { Item } from './Item';
import type { Pair, PairLabel } from './Pair';

/** Two responses of an item, by their places in `item.responses`: `first < second`. */
export interface PairPlace {
  first: number;
  second: number;
  label: PairLabel;
}

/**
 * The pairs of an item: with a label each better response with each worse one (equal ranks are a pair only where the item has
 * two responses, a tie), without a label all of two.
 */
export function pairPlaces(item: Item): PairPlace[] {
  const places: PairPlace[] = [];
  for (let first = 0; first < item.responses.length; first++) {
    for (let second = first + 1; second < item.responses.length; second++) {
      const label = labelOf(item, first, second);
      const tied = label === 'tie' || label === 'both_bad';
      if (!tied || item.responses.length === 2) places.push({ first, second, label });
    }
  }
  return places;
}

/**
 * Two responses of an item as a pair.
 *
 * @throws RangeError where the item has no such responses in this order.
 */
export function pairOf(item: Item, first: number, second: number): Pair {
  const [one, other] = [item.responses[first], item.responses[second]];
  if (one === undefined || other === undefined || first >= second) {
    throw new RangeError(`Item ${item.id} has ${item.responses.length} responses, not ${first} before ${second}.`);
  }
  return {
    id: idOfPair(item, first, second),
    itemId: item.id,
    prompt: item.prompt,
    first: one,
    second: other,
    label: labelOf(item, first, second),
    source: sourceOf(item),
  };
}

/** Content id of two responses of an item. An item with two responses is its own only pair. */
export function idOfPair(item: Item, first: number, second: number): string {
  if (item.responses.length === 2) return item.id;
  return pairId(item.prompt, item.responses[first]?.id ?? '', item.responses[second]?.id ?? '');
}

/** What the import noted as the row's source: a column of it, else the file's name. */
export function sourceOf(item: Item): string {
  return typeof item.meta['source'] === 'string' ? item.meta['source'] : '';
}

function labelOf({ label }: Item, first: number, second: number): PairLabel {
  const [one, other] = [label?.ranks[first], label?.ranks[second]];
  if (one === undefined || other === undefined) return null;
  if (one !== other) return one < other ? 'first' : 'second';
  return label?.bothBad === true ? 'both_bad' : 'tie';
}
