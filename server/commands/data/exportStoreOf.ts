import type { ExportStore } from '../../../src/pairs/export/ExportStore';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/** What an export reads, of items that are kept somewhere and verdicts that were given beside them. No rewards are known here. */
export function exportStoreOf(
  kept: Pick<ExportStore, 'pairIndex' | 'item' | 'items'>,
  events: LedgerEvent[],
): ExportStore {
  return {
    pairIndex: (dataSet) => kept.pairIndex(dataSet),
    item: (dataSet, row) => kept.item(dataSet, row),
    items: (dataSet, from, to) => kept.items(dataSet, from, to),
    rewards: () => Promise.resolve(new Map()),
    events: () => Promise.resolve(events),
  };
}
