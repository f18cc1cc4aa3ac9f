import { readBytes, type ByteSource } from '../ByteSource';
import type { DataSet } from '../DataSet';
import { keptFiles, type KeptFolder } from '../kept/KeptFolder';
import { checkDataSet } from './checkDataSet';
import { checkedBytes, checkedPart, type OpenPart } from './checkedBytes';
import { BackupCancelled, recordName } from './makeBackup';
import { readRecord } from '../kept/readRecord';
import type { RestoreRun } from './restoreBackup';
import type { RestoreReport } from './contract';

const path = /^data-sets\/([^/]+)\/([^/]+)$/;
const fileNames: readonly string[] = Object.values(keptFiles);

/** Adds the data sets that are not here yet, each whole or not at all. */
export async function restoreDataSets(run: RestoreRun, parts: OpenPart[], report: RestoreReport): Promise<void> {
  const known = new Set((await run.store.dataSets()).map(({ id }) => id));
  for (const [id, files] of byDataSet(parts, report)) {
    try {
      const record = await recordOf(run.source, files.get(recordName), id);
      if (known.has(id)) report.dataSets.known.push(record.name);
      else {
        await restore(run, record, files);
        report.dataSets.added.push(record.name);
      }
    } catch (error) {
      if (error instanceof BackupCancelled) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      report.refused.push({ part: `data set ${id}`, reason });
    }
  }
}

function byDataSet(parts: OpenPart[], report: RestoreReport): Map<string, Map<string, OpenPart>> {
  const found = new Map<string, Map<string, OpenPart>>();
  for (const part of parts) {
    const [, id, name] = path.exec(part.path) ?? [];
    if (id === undefined || name === undefined || !(name === recordName || fileNames.includes(name)))
      report.refused.push({ part: part.path, reason: 'no data set has such a file' });
    else found.set(id, (found.get(id) ?? new Map<string, OpenPart>()).set(name, part));
  }
  return found;
}

async function recordOf(source: ByteSource, part: OpenPart | undefined, id: string): Promise<DataSet> {
  if (part === undefined) throw new Error('it has no record');
  const record = await checkedPart(source, part);
  return readRecord(new TextDecoder().decode(await readBytes(record, 0, record.size)), id);
}

/** Nobody sees the data set before all of it is written and looked through. */
async function restore(run: RestoreRun, record: DataSet, files: Map<string, OpenPart>): Promise<void> {
  const { store, source, signal } = run;
  const folder = await store.startImport(record.id);
  try {
    for (const [name, part] of files) if (name !== recordName) await copy(run, source, part, folder, name);
    await checkDataSet(folder, record, (done, total) => {
      if (signal.aborted) throw new BackupCancelled('The restoring was ended.');
      run.onProgress({ part: `pairs of ${record.name}`, done, total });
    });
    await store.finishImport(record);
  } catch (error) {
    await store.removeDataSet(record.id);
    throw error;
  }
}

async function copy(
  run: RestoreRun,
  source: ByteSource,
  part: OpenPart,
  folder: KeptFolder,
  name: string,
): Promise<void> {
  const writer = await folder.write(name, 'empty');
  try {
    let at = 0;
    for await (const bytes of checkedBytes(source, part)) {
      if (run.signal.aborted) throw new BackupCancelled('The restoring was ended.');
      await writer.write(bytes, at);
      at += bytes.length;
      run.onProgress({ part: part.path, done: at, total: part.bytes });
    }
    await writer.flush();
  } finally {
    await writer.close();
  }
}
