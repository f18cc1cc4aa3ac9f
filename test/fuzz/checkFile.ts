import { FileError } from '../../src/pairs/containers/FileError';
import type { ColumnMapping } from '../../src/pairs/ColumnMapping';
import { idAt } from '../../src/pairs/idBytes';
import { inspectFile } from '../../src/pairs/inspectFile';
import { idOfPair } from '../../src/pairs/pairOf';
import { importText, type Imported } from '../pairs/support/importText';
import type { MadeFile } from './madeFile';

const globals = [Object, Array, String, Number, Boolean, Function, Promise, Map, Uint8Array];
const before = globals.map(({ prototype }) => Reflect.ownKeys(prototype as object).length);

/** What went wrong with a file. */
export interface Failure {
  kind: 'crash' | 'silent loss';
  reason: string;
}

/** How to import a file, and how many rows it has at least; null: nobody knows. */
interface Look {
  mapping: ColumnMapping | null;
  rows: number | null;
}

/**
 * Looks at a file and imports it, as the worker does. Null: what became of each of its rows is known, or a FileError says what is
 * wrong with the file.
 */
export async function checkFile(file: MadeFile): Promise<Failure | null> {
  try {
    const look = await inspected(file);
    const loss = look === 'refused' ? null : await lossIn(file, look);
    if (loss !== null) return { kind: 'silent loss', reason: loss };
  } catch (error) {
    return { kind: 'crash', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const polluted = globals.find(({ prototype }, at) => Reflect.ownKeys(prototype as object).length !== before[at]);
  return polluted === undefined ? null : { kind: 'crash', reason: `${polluted.name}.prototype was changed` };
}

/** What the inspection says of a file, as the studio would go on with it. */
async function inspected({ name, bytes }: MadeFile): Promise<Look | 'refused'> {
  try {
    const inspection = await inspectFile(new Blob([bytes]), name, null);
    const { format, suggestedMapping, containerInWords } = inspection;
    if (format === null && suggestedMapping === null) return 'refused';
    return { mapping: format === null ? suggestedMapping : null, rows: countedRows(bytes, containerInWords) };
  } catch (error) {
    if (error instanceof FileError) return 'refused';
    throw error;
  }
}

/** How many rows the bytes hold, counted without the readers; null where only they can tell. */
function countedRows(bytes: Uint8Array, container: string): number | null {
  const text = new TextDecoder().decode(bytes);
  if (container === 'JSON Lines') return text.split('\n').filter((line) => line.trim() !== '').length;
  return container === 'CSV' ? records(text, ',') - 1 : null;
}

/** Records of a table: a quote opens a cell at its beginning only, and inside of one a line goes on. */
function records(text: string, delimiter: string): number {
  let [count, isQuoted, isStart, isBlank] = [0, false, true, true];
  for (const sign of text) {
    const isEnd = sign === '\n' && !isQuoted;
    if (isEnd && !isBlank) count++;
    isBlank = isEnd || (isBlank && sign.trim() === '');
    if (sign === '"') isQuoted = isQuoted ? false : isStart;
    // What follows a closed quote is the second of two quotes, or no quote at all.
    else if (!isQuoted) isStart = isEnd || sign === delimiter;
  }
  return isBlank ? count : count + 1;
}

async function lossIn({ name, bytes, rows: written }: MadeFile, look: Look): Promise<string | null> {
  const { dataSet, items, index } = await importText(name, bytes, look.mapping);
  const { report } = dataSet;
  const { rows, kept, duplicates, conflicts, rejected, rejectedBeyond } = report;
  const told = kept + duplicates + conflicts + rejected.length + rejectedBeyond;
  if (rows !== told) return `${rows} rows, of which ${told} are told of`;
  if (items.length !== report.items || index.length !== report.pairs)
    return `${report.items} items and ${report.pairs} pairs are told, ${items.length} and ${index.length} are kept`;
  if (report.items > kept) return `${report.items} items of ${kept} rows`;
  const other = otherPair(items, index);
  if (other !== null) return `pair ${other} was imported, and another one is kept`;
  // An empty object has no text in a table, and a table without columns no rows.
  if (written !== null && rows < written) return `${written} rows were written, ${rows} were read`;
  if (look.rows !== null && rows < look.rows) return `${look.rows} rows were counted, ${rows} were read`;
  return null;
}

/** A pair whose item, read again from what is kept, is not the one that was imported; null where there is none. */
function otherPair(items: Imported['items'], index: Imported['index']): number | null {
  for (let row = 0; row < index.length; row++) {
    const item = items[index.itemRows[row] ?? -1];
    const [first = 0, second = 0] = [index.firstResponses[row], index.secondResponses[row]];
    if (item === undefined || idOfPair(item, first, second) !== idAt(index.pairIds, row)) return row;
  }
  return null;
}
