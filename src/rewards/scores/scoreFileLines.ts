import type { Item } from '../../pairs/Item';
import { GivenTable, givenStates } from './GivenTable';
import { itemCount } from './itemCount';
import { responseColumns } from './responseColumns';
import type { ScoresOrigin, ScoresProgress } from './ScoresContract';
import { scoreRowOf, type ScoredResponse } from './ScoreRow';
import type { ScoresStore } from './ScoresStore';

/** Items that are read together. */
const itemsAtATime = 256;

export interface ScoreFileRequest {
  dataSet: string;
  origin: ScoresOrigin;
  onProgress: (progress: ScoresProgress) => void;
}

/**
 * A model's rewards of a data set as the lines of a score file (docs/score-files.md), an item a line, responses in canonical order.
 * Nothing in it depends on when or where it is written.
 */
export async function* scoreFileLines(
  store: Pick<ScoresStore, 'items' | 'pairIndex' | 'eachRewards'>,
  { dataSet, origin, onProgress }: ScoreFileRequest,
): AsyncGenerator<string> {
  const table = new GivenTable();
  await store.eachRewards(origin.key, (stored) => table.addStored(stored));
  const total = itemCount(await store.pairIndex(dataSet));
  for (let from = 0; from < total; from += itemsAtATime) {
    const to = Math.min(total, from + itemsAtATime);
    const items = await store.items(dataSet, from, to);
    yield items.map((item) => lineOf(item, table, origin)).join('');
    onProgress({ stage: 'data set', done: to, total });
  }
}

function lineOf(item: Item, table: GivenTable, { key, precision }: ScoresOrigin): string {
  const line = Number(item.meta['line'] ?? 0);
  const responses = responseColumns(item).map((column, index) => ({ index, column }));
  const results = new Map(item.responses.map(({ id }) => [id, resultOf(table, id)]));
  const row = scoreRowOf({ kind: 'item', line, item, responses }, results);
  return `${JSON.stringify({ ...row, checkpoint: key, precision })}\n`;
}

function resultOf(table: GivenTable, id: string): ScoredResponse {
  const place = table.placeOfId(id);
  if (place === null) return { kind: 'not_scored', tokens: null };
  const tokens = table.tokensAt(place) || null;
  if (table.stateAt(place) === givenStates.too_long) return { kind: 'too_long', tokens };
  return { kind: 'reward', reward: table.rewardAt(place), tokens };
}
