import type { Item } from '../../pairs/Item';
import type { CommitteeColumns } from './Committee';
import type { TextsProgress } from './CompareContract';
import { formatFeatures, type FormatFeature } from './CompareViews';
import { formatOf } from './formatOf';
import type { TextFeatures } from './TextFeatures';

/** Enough that a read is large, few enough that whoever asks the worker something else waits for a moment only. */
const itemsAtOnce = 512;

export interface FeaturesRequest {
  columns: CommitteeColumns;
  /** Items of rows [from, to) of the data set. */
  items: (from: number, to: number) => Promise<Item[]>;
  /** Told after every piece, in pairs. */
  onProgress: (progress: TextsProgress) => void;
  signal: { readonly aborted: boolean };
}

/** Reads format and refusals of the texts of all compared pairs, each response once; null when it was ended before. */
export async function readFeatures(request: FeaturesRequest): Promise<TextFeatures | null> {
  const { columns, items, onProgress, signal } = request;
  const total = columns.rows.length;
  const features = Object.fromEntries(formatFeatures.map((name) => [name, new Float32Array(total)])) as TextFeatures;
  for (let place = 0; place < total;) {
    const from = columns.itemRows[place] ?? 0;
    const found = await items(from, Math.min(from + itemsAtOnce, (columns.itemRows[total - 1] ?? 0) + 1));
    if (signal.aborted) return null;
    for (const [at, item] of found.entries()) place = putItem(features, columns, { item, row: from + at, place });
    onProgress({ done: place, total });
  }
  return features;
}

/** Puts the differences of an item's pairs, which begin at a place. @returns the place behind them */
function putItem(
  features: TextFeatures,
  { itemRows, firstResponses, secondResponses }: CommitteeColumns,
  { item, row, place }: { item: Item; row: number; place: number },
): number {
  const known = new Map<number, Record<FormatFeature, number>>();
  const formatAt = (response: number) => {
    const format = known.get(response) ?? formatOf(item.responses[response]?.messages ?? []);
    known.set(response, format);
    return format;
  };
  let next = place;
  for (; next < itemRows.length && itemRows[next] === row; next++) {
    const [first, second] = [formatAt(firstResponses[next] ?? 0), formatAt(secondResponses[next] ?? 0)];
    for (const name of formatFeatures) features[name][next] = first[name] - second[name];
  }
  return next;
}
