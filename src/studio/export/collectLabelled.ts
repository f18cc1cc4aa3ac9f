import type { DataSet } from '../../pairs/DataSet';
import { idAt } from '../../pairs/idBytes';
import type { PairIndex } from '../../pairs/PairIndex';
import { pairOf } from '../../pairs/pairOf';
import type { LabelledPair, PairRewards } from '../../pairs/export/VerifiedPair';
import type { RewardRow } from '../../rewards/RewardRow';
import type { Store } from '../../store/Store';
import type { LabelFold } from '../../verdicts/LabelFold';
import type { Label } from '../../verdicts/Label';

/** Items read at a time: enough to be quick, few enough to stay out of the way. */
const itemsAtATime = 128;

export interface CollectRequest {
  store: Pick<Store, 'pairIndex' | 'item' | 'rewards'>;
  fold: LabelFold;
  dataSets: DataSet[];
  /** The checkpoint whose rewards go into the provenance; null: none. */
  checkpoint: string | null;
  /** Pairs read so far, of all that have a label. */
  onProgress: (done: number, total: number) => void;
}

interface Place {
  index: PairIndex;
  row: number;
  label: Label;
}

/** Reads every pair of the data sets that has a label, with its texts, verdicts and rewards. */
export async function collectLabelled(request: CollectRequest): Promise<LabelledPair[]> {
  const { store, fold, dataSets, checkpoint, onProgress } = request;
  const rewards = checkpoint === null ? new Map<string, RewardRow>() : await store.rewards(checkpoint);
  const places: Place[] = [];
  for (const { id } of dataSets) places.push(...labelledPlaces(await store.pairIndex(id), fold));
  const collected: LabelledPair[] = [];
  for (let from = 0; from < places.length; from += itemsAtATime) {
    onProgress(from, places.length);
    const batch = places.slice(from, from + itemsAtATime);
    collected.push(...(await Promise.all(batch.map((place) => readPlace(place, request, rewards)))));
  }
  onProgress(places.length, places.length);
  return collected;
}

function labelledPlaces(index: PairIndex, fold: LabelFold): Place[] {
  const places: Place[] = [];
  for (let row = 0; row < index.length; row++) {
    const label = fold.label(idAt(index.pairIds, row));
    if (label) places.push({ index, row, label });
  }
  return places;
}

async function readPlace(
  { index, row, label }: Place,
  { store, fold, checkpoint }: CollectRequest,
  rewards: Map<string, RewardRow>,
): Promise<LabelledPair> {
  const item = await store.item(index.dataSet, index.itemRows[row] ?? 0);
  const pair = pairOf(item, index.firstResponses[row] ?? 0, index.secondResponses[row] ?? 1);
  const events = label.events.flatMap((id) => fold.event(pair.id, id) ?? []);
  const [first, second] = [pair.first, pair.second].map(({ id }) => rewards.get(id)?.reward ?? null);
  const scored: PairRewards[] = checkpoint ? [{ checkpoint, first: first ?? null, second: second ?? null }] : [];
  return { pair, label, events, rewards: scored };
}
