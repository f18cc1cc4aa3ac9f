import { v7 } from 'uuid';
import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import type { DataSet } from '../../../src/pairs/DataSet';
import { importFile } from '../../../src/pairs/importFile';
import { inspectFile } from '../../../src/pairs/inspectFile';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import { CommandError } from '../CommandError';
import type { DiskFile } from './DiskFile';
import { mappingAdvice } from './inspectionWords';
import { oneLine } from './printable';
import type { Progress } from './Progress';

export interface ReadOrder {
  /** Of the data set. */
  name: string;
  files: readonly DiskFile[];
  /** `--mapping`, for all files; null where their shapes are detected. */
  mapping: ColumnMapping | null;
}

/**
 * Reads files whole into a store as one data set, as the studio does.
 *
 * @throws CommandError where a file has no known shape, FileError, ImportCancelled.
 */
export async function readInputs(
  { name, files, mapping }: ReadOrder,
  store: ItemStore,
  progress: Progress,
): Promise<DataSet> {
  for (const file of files) await checkShape(file, mapping);
  const request = { name, files: files.map((file) => ({ name: file.name, file, mapping })) };
  const run = { id: v7(), importedAt: new Date().toISOString(), onProgress: progress.showImport };
  return importFile({ ...request, attribution: null, notice: null }, store, { ...run, signal: progress.signal });
}

/** Said before anything is read whole, with what to write: the third file of three may be the one. */
async function checkShape(file: DiskFile, mapping: ColumnMapping | null): Promise<void> {
  const { format, columns, suggestedMapping } = await inspectFile(file, file.name, mapping);
  if (format !== null) return;
  const found = `${oneLine(file.name)} has no known shape. Its columns: ${oneLine(columns.join(', '))}.`;
  throw new CommandError(`${found} ${mappingAdvice(suggestedMapping)}`);
}
