import { cameWith, mayBringVerdicts } from '../../../src/pairs/backup/cameWith';
import type { DataSet } from '../../../src/pairs/DataSet';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import type { ReadVerdicts } from './readVerdicts';

/**
 * The verdicts that were given, and those that came with rows that Assay wrote with all that it knew; each event once.
 * Null where nobody gave any and none came.
 */
export async function allVerdicts(
  given: ReadVerdicts | null,
  store: Pick<ItemStore, 'items'>,
  dataSets: readonly DataSet[],
): Promise<ReadVerdicts | null> {
  const events = new Map<string, LedgerEvent>((given?.events ?? []).map((event) => [event.id, event]));
  const rejected = [...(given?.rejected ?? [])];
  for (const dataSet of dataSets.filter(mayBringVerdicts))
    for await (const one of cameWith(store, dataSet)) {
      if (one.ok) events.set(one.event.id, one.event);
      else rejected.push(`${dataSet.name}, item ${one.line}: ${one.reason}`);
    }
  const isNone = given === null && events.size === 0 && rejected.length === 0;
  return isNone ? null : { events: [...events.values()], rejected };
}
