import { v7 } from 'uuid';
import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import type { DataSet } from '../../../src/pairs/DataSet';
import { FileError } from '../../../src/pairs/containers/FileError';
import { importFile } from '../../../src/pairs/importFile';
import { inspectFile } from '../../../src/pairs/inspectFile';
import type { ItemStore } from '../../../src/pairs/ItemStore';
import { CommandError } from '../CommandError';
import type { InputFile } from './InputFile';
import { mappingAdvice } from './inspectionWords';
import { oneLine } from './printable';
import type { Progress } from './Progress';

export interface ReadOrder {
  /** Of the data set. */
  name: string;
  files: readonly InputFile[];
  /** Where data of a hub come from; null where all files lie here. */
  attribution: string | null;
  /** `--mapping`, for all files; null where their shapes are detected. */
  mapping: ColumnMapping | null;
}

/** Files of a folder that were not read, and why. */
export interface LeftOutFile {
  file: string;
  reason: string;
}

export interface InputsRead {
  dataSet: DataSet;
  leftOut: LeftOutFile[];
}

/**
 * Reads files whole into a store as one data set, as the studio does. Files of a folder that hold no rows of a known shape are left
 * out; one that was named by itself must be read.
 *
 * @throws CommandError where it cannot be, FileError, ImportCancelled.
 */
export async function readInputs(
  { name, files, mapping, attribution }: ReadOrder,
  store: ItemStore,
  progress: Progress,
): Promise<InputsRead> {
  const { readable, leftOut } = await divide(files, mapping, progress);
  for (const { reason } of leftOut) progress.note(`Left out: ${reason}`);
  const [first] = leftOut;
  if (readable.length === 0 && first !== undefined) throw new CommandError(`No file can be read. ${first.reason}`);
  const request = { name, files: readable.map((file) => ({ name: file.name, file, mapping })) };
  const run = { id: v7(), importedAt: new Date().toISOString(), onProgress: progress.showImport };
  const whole = { ...request, attribution, notice: null };
  return { dataSet: await importFile(whole, store, { ...run, signal: progress.signal }), leftOut };
}

/** Said before anything is read whole: the third file of three may be the one. */
async function divide(
  files: readonly InputFile[],
  mapping: ColumnMapping | null,
  progress: Progress,
): Promise<{ readable: InputFile[]; leftOut: LeftOutFile[] }> {
  const readable: InputFile[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const file of files) {
    progress.check();
    const reason = await reasonAgainst(file, mapping);
    if (reason === null) readable.push(file);
    else if (file.isNamed) throw new CommandError(reason);
    else leftOut.push({ file: file.name, reason });
  }
  return { readable, leftOut };
}

/** Why a file cannot be read, with what to write; null where it can. */
async function reasonAgainst(file: InputFile, mapping: ColumnMapping | null): Promise<string | null> {
  try {
    const { format, columns, suggestedMapping } = await inspectFile(file, file.name, mapping);
    if (format !== null) return null;
    const found = `${oneLine(file.name)} has no known shape. Its columns: ${oneLine(columns.join(', '))}.`;
    return `${found} ${mappingAdvice(suggestedMapping)}`;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return oneLine(error.message);
  }
}
