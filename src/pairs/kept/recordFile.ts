import type { DataSet } from '../DataSet';
import { readFile, writeFile, type KeptFolder } from './KeptFolder';

/** The file that is written last: a folder without it is no data set. */
const recordName = 'data-set.json';

/** Writes the record of a data set into its folder, durably. */
export async function writeRecord(folder: KeptFolder, dataSet: DataSet): Promise<void> {
  await writeFile(folder, recordName, [new TextEncoder().encode(JSON.stringify(dataSet))]);
}

/** The text of the record in a folder; null where there is none. */
export async function findRecord(folder: KeptFolder): Promise<string | null> {
  const file = await folder.open(recordName);
  await file?.close();
  return file && new TextDecoder().decode(await readFile(folder, recordName));
}
