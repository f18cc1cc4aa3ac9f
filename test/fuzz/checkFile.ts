import { FileError } from '../../src/pairs/containers/FileError';
import type { ColumnMapping } from '../../src/pairs/ColumnMapping';
import { inspectFile } from '../../src/pairs/inspectFile';
import { importText } from '../pairs/support/importText';
import type { MadeFile } from './madeFile';

const globals = [Object, Array, String, Number, Boolean, Function, Promise, Map, Uint8Array];
const before = globals.map(({ prototype }) => Reflect.ownKeys(prototype as object).length);

/** What went wrong with a file. */
export interface Failure {
  kind: 'crash' | 'silent loss';
  reason: string;
}

/**
 * Looks at a file and imports it, as the worker does. Null: what became of each of its rows is known, or a FileError says what is
 * wrong with the file.
 */
export async function checkFile(file: MadeFile): Promise<Failure | null> {
  try {
    const mapping = await inspected(file);
    const loss = mapping === 'refused' ? null : await lossIn(file, mapping);
    if (loss !== null) return { kind: 'silent loss', reason: loss };
  } catch (error) {
    return { kind: 'crash', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const polluted = globals.find(({ prototype }, at) => Reflect.ownKeys(prototype as object).length !== before[at]);
  return polluted === undefined ? null : { kind: 'crash', reason: `${polluted.name}.prototype was changed` };
}

/** The mapping to import with, or that there is nothing to import. */
async function inspected({ name, bytes }: MadeFile): Promise<ColumnMapping | null | 'refused'> {
  try {
    const inspection = await inspectFile(new Blob([bytes]), name, null);
    if (inspection.format !== null) return null;
    return inspection.suggestedMapping ?? 'refused';
  } catch (error) {
    if (error instanceof FileError) return 'refused';
    throw error;
  }
}

async function lossIn({ name, bytes, rows: written }: MadeFile, mapping: ColumnMapping | null): Promise<string | null> {
  const { dataSet, items, index } = await importText(name, bytes, mapping);
  const { report } = dataSet;
  const { rows, kept, duplicates, conflicts, rejected, rejectedBeyond } = report;
  const told = kept + duplicates + conflicts + rejected.length + rejectedBeyond;
  if (rows !== told) return `${rows} rows, of which ${told} are told of`;
  if (items.length !== report.items || index.length !== report.pairs)
    return `${report.items} items and ${report.pairs} pairs are told, ${items.length} and ${index.length} are kept`;
  if (report.items > kept) return `${report.items} items of ${kept} rows`;
  // An empty object has no text in a table, and a table without columns no rows.
  if (written !== null && rows < written) return `${written} rows were written, ${rows} were read`;
  return null;
}
