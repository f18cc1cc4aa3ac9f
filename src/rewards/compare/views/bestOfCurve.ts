import { bestOfK } from '../../../benchmarks/ppeCorrectness/bestOfK';
import { labelCodes } from '../../../pairs/PairIndex';
import type { Committee } from '../Committee';
import type { BestOfCurve } from '../CompareViews';
import type { ItemResponses } from '../ItemResponses';

/** The exact curves of one item: by model and N. */
export interface ItemCurve {
  item: number;
  responses: number;
  best: Float64Array;
  tops: Float64Array[];
}

/** The curves of every item whose responses the labels divide into chosen and rejected ones. */
export function itemCurves(committee: Committee): ItemCurve[] {
  const { items } = committee.columns;
  if (items === null) return [];
  return Array.from(items.pairs.keys()).flatMap((item) => curveOf(committee, items, item) ?? []);
}

/**
 * The mean of the curves of the items that have a pair at one of the places. Only items with the most usual number of responses
 * count: else the curve would change with N because the items do.
 *
 * @returns null where no item has a curve
 */
export function bestOfCurve(
  committee: Committee,
  curves: readonly ItemCurve[],
  places: Uint32Array,
): BestOfCurve | null {
  const { items } = committee.columns;
  if (items === null || curves.length === 0) return null;
  const responses = mostUsual(curves);
  const isIn = new Uint8Array(committee.length);
  for (const place of places) isIn[place] = 1;
  const used = curves.filter((curve) => curve.responses === responses && hasPlace(items, curve.item, isIn));
  const mean = (of: (curve: ItemCurve) => Float64Array | undefined) =>
    Float64Array.from(
      { length: responses },
      (_, n) => used.reduce((sum, curve) => sum + (of(curve)?.[n] ?? 0), 0) / used.length,
    );
  return {
    responses,
    items: used.length,
    others: items.pairs.length + items.incomplete - curves.filter((curve) => curve.responses === responses).length,
    curves: used.length === 0 ? [] : committee.models.map((_, at) => mean(({ tops }) => tops[at])),
    best: used.length === 0 ? new Float64Array() : mean(({ best }) => best),
  };
}

/** Null where no label of the item chooses, where a response is neither chosen nor rejected, or where all are rejected. */
function curveOf(committee: Committee, items: ItemResponses, item: number): ItemCurve | null {
  const [start = 0, end = 0] = items.starts.subarray(item, item + 2);
  const isRight = rightOnes(committee, items, item, end - start);
  if (isRight?.includes(true) !== true) return null;
  const curves = items.rewards.map((rewards) => bestOfK([...rewards.subarray(start, end)], isRight));
  const { top = new Float64Array(), loss = top } = curves[0] ?? {};
  return {
    item,
    responses: end - start,
    best: top.map((chance, n) => chance + (loss[n] ?? 0)),
    tops: curves.map((curve) => curve.top),
  };
}

function rightOnes(
  { labels, columns }: Committee,
  items: ItemResponses,
  item: number,
  responses: number,
): boolean[] | null {
  const [isChosen, isRejected] = [new Uint8Array(responses), new Uint8Array(responses)];
  const from = items.firstPlaces[item] ?? 0;
  for (let place = from; place < from + (items.pairs[item] ?? 0); place++) {
    const [first, second] = [columns.firstResponses[place] ?? 0, columns.secondResponses[place] ?? 0];
    if (labels[place] === labelCodes.first) isChosen[first] = isRejected[second] = 1;
    if (labels[place] === labelCodes.second) isChosen[second] = isRejected[first] = 1;
  }
  const isJudged = isChosen.every((chosen, at) => chosen === 1 || isRejected[at] === 1);
  return isJudged ? Array.from(isRejected, (rejected) => rejected === 0) : null;
}

function hasPlace(items: ItemResponses, item: number, isIn: Uint8Array): boolean {
  const from = items.firstPlaces[item] ?? 0;
  return isIn.subarray(from, from + (items.pairs[item] ?? 0)).includes(1);
}

function mostUsual(curves: readonly ItemCurve[]): number {
  const counts = new Map<number, number>();
  for (const { responses } of curves) counts.set(responses, (counts.get(responses) ?? 0) + 1);
  const [usual] = [...counts].sort(([oneSize, one], [otherSize, other]) => other - one || otherSize - oneSize);
  return usual?.[0] ?? 0;
}
