import type { DataSet } from '../../src/pairs/DataSet';
import type { Item } from '../../src/pairs/Item';
import { madeId } from '../rewards/madeIndex';
import type { StoreTask, TaskAnswer } from './storeImportWorker';

/** A database name that no other test uses. */
export function freshName(): string {
  return `assay-test-${crypto.randomUUID()}`;
}

/** An item as an older Assay stored it. */
export function madeItem(row: number): Item {
  return {
    id: madeId(row),
    prompt: [{ role: 'user', content: `Question ${row}` }],
    responses: [0, 1].map((n) => ({
      id: madeId(2 * row + n),
      messages: [{ role: 'assistant', content: `Answer ${row}, ${n}` }],
    })),
    label: { ranks: [0, 1] },
    meta: {},
  };
}

/** Rows of JSON Lines, of which each is an item. */
export function madeRows(count: number, from = 0): string {
  return Array.from({ length: count }, (_, at) => rowText(`Question ${from + at}`)).join('');
}

/** A line with a prompt and two responses to it. */
export function rowText(prompt: string, rest: object = {}): string {
  return `${JSON.stringify({ prompt, chosen: `${prompt}: yes`, rejected: `${prompt}: no`, ...rest })}\n`;
}

/** Imports rows into the store of that name, in a worker as the studio does: pages cannot write files. */
export async function importRows(database: string, dataSet: string, text: string): Promise<DataSet> {
  const { worker, answer } = await startTask({ kind: 'import', database, dataSet, text });
  worker.terminate();
  if (answer.error !== null) throw Object.assign(new Error(answer.error.message), answer.error);
  if (answer.dataSet === null) throw new Error('The worker did not import.');
  return answer.dataSet;
}

/** Gives a worker of its own something to do with a store. It lives on. */
export async function startTask(task: StoreTask): Promise<{ worker: Worker; answer: TaskAnswer }> {
  const worker = new Worker(new URL('./storeImportWorker.ts', import.meta.url), { type: 'module' });
  const answer = await new Promise<TaskAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<TaskAnswer>) => resolve(data);
    worker.postMessage(task);
  });
  return { worker, answer };
}

/** Names of the folders that hold the data sets of a store, finished or not. */
export async function folderNames(database: string): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`${database}-data-sets`, { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
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
