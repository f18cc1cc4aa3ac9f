import type { Json } from '../Json';
import type { KeptFile } from './KeptFolder';

/** `ASSAYCOL`, then the length of the head as 32 bits, the head as JSON, and the columns, each from a multiple of 8 on. */
const magic = 0x4c4f435941535341n;
const prefixBytes = 12;
const align = 8;

/** A column as it lies in the file. */
interface ColumnPlace {
  name: string;
  at: number;
  bytes: number;
}

/** What stands in front of the columns. Places count from the end of the head. */
interface Head {
  version: 1;
  about: Json;
  columns: ColumnPlace[];
}

/** The parts of a file of columns, in order. @param columns each in one or more pieces */
export function* columnsFile(about: Json, columns: Map<string, Uint8Array[]>): Generator<Uint8Array> {
  const places: ColumnPlace[] = [];
  let at = 0;
  for (const [name, pieces] of columns) {
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    places.push({ name, at, bytes });
    at += aligned(bytes);
  }
  yield headBytes({ version: 1, about, columns: places });
  for (const [at, pieces] of [...columns.values()].entries()) {
    yield* pieces;
    const bytes = places[at]?.bytes ?? 0;
    if (bytes % align !== 0) yield new Uint8Array(aligned(bytes) - bytes);
  }
}

/** A file of columns that has been opened: what it says of itself, and where its columns lie. */
export interface OpenColumns {
  about: Json;
  /** Bytes `[from, to)` of a column, in a buffer of their own. */
  read(name: string, from?: number, to?: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws Error where the file is not one of columns, is cut off, or is of a newer Assay. */
export async function openColumns(file: KeptFile): Promise<OpenColumns> {
  const prefix = await file.read(0, prefixBytes);
  const view = new DataView(prefix.buffer);
  if (prefix.length < prefixBytes || view.getBigUint64(0, true) !== magic) throw damaged('has another beginning');
  const start = prefixBytes + view.getUint32(8, true);
  const head = JSON.parse(new TextDecoder().decode(await file.read(prefixBytes, start))) as Head;
  if (head.version !== 1) throw damaged(`is of version ${String(head.version)}, newer than this Assay`);
  return {
    about: head.about,
    async read(name, from = 0, to = Infinity) {
      const place = head.columns.find((column) => column.name === name);
      if (place === undefined) throw damaged(`has no column "${name}"`);
      const end = Math.min(to, place.bytes);
      const bytes = await file.read(start + place.at + from, start + place.at + end);
      if (bytes.length === Math.max(0, end - from)) return bytes;
      throw damaged(`ends inside of its column "${name}"`);
    },
  };
}

function headBytes(head: Head): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  // White space after the JSON, so that the first column is aligned.
  const bytes = new Uint8Array(aligned(prefixBytes + text.length)).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, magic, true);
  view.setUint32(8, bytes.length - prefixBytes, true);
  bytes.set(text, prefixBytes);
  return bytes;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / align) * align;
}

function damaged(what: string): Error {
  return new Error(`The data set's index ${what}: it is damaged. Load its source again.`);
}
