import type { DataSet } from '../../src/pairs/DataSet';
import type { Item } from '../../src/pairs/Item';
import { madeId, madeIndex } from '../rewards/madeIndex';
import type { ImportedDataSet, Store } from '../../src/store/Store';

/** A database name that no other test uses. */
export function freshName(): string {
  return `assay-test-${crypto.randomUUID()}`;
}

export function madeItem(row: number, text = `Answer ${row}`): Item {
  return {
    id: madeId(row),
    prompt: [{ role: 'user', content: `Question ${row}` }],
    responses: [0, 1].map((n) => ({
      id: madeId(2 * row + n),
      messages: [{ role: 'assistant', content: `${text}, ${n}` }],
    })),
    label: { ranks: [0, 1] },
    meta: {},
  };
}

export function madeItems(count: number): Item[] {
  return Array.from({ length: count }, (_, row) => madeItem(row));
}

export function madeImport(id: string, items: number): ImportedDataSet {
  const index = { ...madeIndex(Array.from({ length: items }, () => ({ label: 1 }))), dataSet: id };
  return { dataSet: madeDataSet(id, items), index };
}

/** Imports items in batches, as the import worker does. */
export async function importItems(store: Store, id: string, items: Item[], batch = 100): Promise<ImportedDataSet> {
  for (let row = 0; row < items.length; row += batch) await store.appendItems(id, row, items.slice(row, row + batch));
  const imported = madeImport(id, items.length);
  await store.finishImport(imported);
  return imported;
}

/** How many records each object store of a database holds. */
export async function recordCounts(name: string): Promise<Record<string, number>> {
  const database = await settled(indexedDB.open(name));
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names);
  const counts = await Promise.all(names.map((store) => settled(transaction.objectStore(store).count())));
  database.close();
  return Object.fromEntries(names.map((store, n) => [store, counts[n] ?? 0]));
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed without a reason.'));
  });
}

function madeDataSet(id: string, items: number): DataSet {
  const found = { sameResponses: 0, alsoIn: [], files: [] };
  const counts = { rows: items, kept: items, items, pairs: items, duplicates: 0, conflicts: 0, ties: 0, unlabelled: 0 };
  return {
    id,
    name: `Set ${id}`,
    importedAt: '2026-11-23T08:00:00.000Z',
    format: 'made',
    bytes: 1,
    items,
    pairs: items,
    attribution: null,
    notice: null,
    report: { file: 'made.jsonl', format: 'made', ...counts, ...found, rejected: [], rejectedBeyond: 0 },
  };
}
