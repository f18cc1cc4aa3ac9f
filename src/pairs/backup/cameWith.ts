import { verifyEvent } from '../../verdicts/verifyEvent';
import type { DataSet } from '../DataSet';
import { assayPairs } from '../formats/assayPairs';
import type { Item } from '../Item';
import type { Json } from '../Json';
import type { BackupStore } from './BackupStore';
import { eventsIn, type ReadEvent } from './readEvents';

const itemsAtATime = 256;

/** Whether a data set is made of rows that Assay wrote with all that it knew, verdicts among it. */
export function mayBringVerdicts({ format }: Pick<DataSet, 'format'>): boolean {
  return format.includes(assayPairs.title);
}

/** The verdict events that came with the rows of a stored data set, each checked; `line` is the place of its item. */
export async function* cameWith(store: Pick<BackupStore, 'items'>, { id, items }: DataSet): AsyncGenerator<ReadEvent> {
  for (let from = 0; from < items; from += itemsAtATime) {
    const read = await store.items(id, from, Math.min(items, from + itemsAtATime));
    for (const [at, item] of read.entries())
      for (const value of rowsOf(item).flatMap(eventsIn)) yield { ...verifyEvent(value), line: from + at + 1 };
  }
}

/** The item's own row and those that repeat it, without what was read of them as texts and label. */
function rowsOf({ meta }: Item): { [column: string]: Json }[] {
  const { columns = null, repeats = null } = meta;
  const others = isObject(repeats) && Array.isArray(repeats['rows']) ? repeats['rows'] : [];
  return [columns, ...others.map((other) => (isObject(other) ? (other['columns'] ?? null) : null))].filter(isObject);
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
