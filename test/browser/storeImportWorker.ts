import type { DataSet } from '../../src/pairs/DataSet';
import { importFile } from '../../src/pairs/importFile';
import { openStore } from '../../src/store/openStore';

/** `begin`: an import that never ends, as of a tab that is killed. */
export type StoreTask =
  | { kind: 'import'; database: string; dataSet: string; text: string }
  | { kind: 'begin'; database: string; dataSet: string };

export interface TaskAnswer {
  dataSet: DataSet | null;
  error: { name: string; message: string; problem: string | null } | null;
}

self.onmessage = async ({ data }: MessageEvent<StoreTask>) => {
  try {
    answer({ dataSet: await run(data), error: null });
  } catch (error) {
    const { name, message, problem = null } = error as Error & { problem?: string };
    answer({ dataSet: null, error: { name, message, problem } });
  }
};

async function run(task: StoreTask): Promise<DataSet | null> {
  const store = await openStore(task.database);
  if (task.kind === 'begin') {
    const writer = await (await store.startImport(task.dataSet)).write('rows.jsonl', 'empty');
    await writer.write(new Uint8Array(10), 0);
    return null;
  }
  const files = [{ name: 'x.jsonl', file: new Blob([task.text]), mapping: null }];
  const request = { name: `Set ${task.dataSet}`, files, attribution: null, notice: null };
  const run = { id: task.dataSet, importedAt: '2026-11-23T08:00:00.000Z', onProgress: () => undefined };
  return importFile(request, store, { ...run, signal: { aborted: false } });
}

function answer(message: TaskAnswer): void {
  self.postMessage(message);
}
