import { verifyEvent, type Verification } from '../../verdicts/verifyEvent';
import { readBytes, type ByteSource } from '../ByteSource';
import { readRows } from '../containers/readRows';
import type { Columns } from '../containers/RowReader';
import { headBytes, sniffContainer, type Container } from '../containers/sniffContainer';
import { packingOf } from '../containers/binaryKind';
import { openZip } from '../containers/zip/openZip';
import type { Json } from '../Json';
import { parseJson } from '../parseJson';
import { checkedPart } from './checkedBytes';
import { BackupError, openBackup } from './Manifest';

/** What stands where an event may be: a sound one, or why there is none. Rows without verdicts give nothing. */
export type ReadEvent = Verification & { line: number };

/** Fields by which a row says that it is an event. */
const ownFields = ['hash', 'seq', 'storeId', 'supersedes'];

/**
 * The verdict events of any file that holds some: a backup, an older backup (an event a line), "everything" (JSONL, CSV, Parquet) or
 * the provenance beside an export. Each event's shape and hash are checked before anybody sees it.
 *
 * @throws FileError where the file holds no rows, BackupError where it is a backup whose verdicts are damaged
 */
export async function* readEvents(source: ByteSource, name: string): AsyncGenerator<ReadEvent> {
  const backup = await openBackup(source, name);
  if (backup === null) return yield* readRowEvents(source, name);
  for (const part of backup.parts.filter(({ kind, bytes }) => kind === 'verdicts' && bytes > 0)) {
    yield* readRowEvents(await checkedPart(source, part).catch(inPart(part.path)), part.path);
  }
}

/** The same for a file of rows. */
export async function* readRowEvents(source: ByteSource, name: string): AsyncGenerator<ReadEvent> {
  for await (const { rows } of readRows(source, await containerOf(source, name))) {
    for (const row of rows) {
      const { line } = row;
      if (row.kind === 'rejected') yield { ok: false, reason: row.reason, line };
      else for (const value of eventsIn(row.columns)) yield { ...verifyEvent(value), line };
    }
  }
}

/** Of a zip every file is wanted: verdicts stand beside the data of an export. */
async function containerOf(source: ByteSource, name: string): Promise<Container> {
  const isZip = packingOf(await readBytes(source, 0, headBytes)) === 'zip';
  return isZip ? { kind: 'zip', content: await openZip(source, name, () => null) } : sniffContainer(source, name);
}

/** What of a row may be events: the row itself, or what its `verdicts` hold: a list, in tables the JSON of one. */
export function eventsIn(columns: Columns): Json[] {
  if (ownFields.some((field) => Object.hasOwn(columns, field))) return [columns];
  const verdicts = Object.hasOwn(columns, 'verdicts') ? columns['verdicts'] : null;
  if (Array.isArray(verdicts)) return verdicts;
  return typeof verdicts === 'string' && verdicts !== '' ? listOf(verdicts) : [];
}

/** What is no list of events is one broken event, so that it is reported. */
function listOf(text: string): Json[] {
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [text];
  }
}

function inPart(path: string) {
  return (error: unknown): never => {
    if (error instanceof BackupError) throw new BackupError(`${path}: ${error.message}.`, { cause: error });
    throw error;
  };
}
