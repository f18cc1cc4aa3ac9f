import { readBytes, type ByteSource } from '../../ByteSource';
import { FileError } from '../FileError';

/** What the zip's directory says of one file. */
export interface DirectoryEntry {
  name: string;
  flags: number;
  method: number;
  crc32: number;
  packedBytes: number;
  bytes: number;
  headerAt: number;
}

interface Directory {
  count: number;
  at: number;
  bytes: number;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const endBytes = 22;
const locatorBytes = 20;
const entryBytes = 46;
const tailBytes = 0xffff + endBytes + locatorBytes;
const maxDirectoryBytes = 64 * 1024 * 1024;

/**
 * The directory at a zip's end, in its order; zip64 where the zip needs it.
 *
 * @throws FileError where there is none or it is damaged.
 */
export async function readDirectory(source: ByteSource, name: string): Promise<DirectoryEntry[]> {
  const damaged = (what: string) => new FileError(`${name} is a damaged or cut zip: ${what}. Get it again.`);
  const { count, at, bytes } = await findDirectory(source, damaged);
  if (at + bytes > source.size) throw damaged('its directory lies beyond its end');
  if (bytes > maxDirectoryBytes) throw damaged(`its directory claims ${bytes} bytes`);
  const view = viewOf(await readBytes(source, at, at + bytes));
  const entries: DirectoryEntry[] = [];
  for (let from = 0; entries.length < count;) {
    if (from + entryBytes > bytes || view.getUint32(from, true) !== entryMark)
      throw damaged(`its directory breaks off after ${entries.length} of ${count} entries`);
    const length = entryBytes + view.getUint16(from + 28, true) + view.getUint16(from + 30, true);
    const next = from + length + view.getUint16(from + 32, true);
    if (next > bytes) throw damaged(`its directory breaks off in entry ${entries.length + 1}`);
    entries.push(entryAt(view, from));
    from = next;
  }
  return entries;
}

async function findDirectory(source: ByteSource, damaged: (what: string) => FileError): Promise<Directory> {
  const tailAt = Math.max(0, source.size - tailBytes);
  const view = viewOf(await readBytes(source, tailAt, source.size));
  let end = view.byteLength - endBytes;
  while (end >= 0 && !isEnd(view, end)) end--;
  if (end < 0) throw damaged('it has no directory at its end');
  const locator = end - locatorBytes;
  const isLarge = locator >= 0 && view.getUint32(locator, true) === locatorMark;
  if (isLarge) return findDirectory64(source, whole(view, locator + 8), damaged);
  if (view.getUint16(end + 4, true) !== 0) throw damaged('it is one of several parts');
  return {
    count: view.getUint16(end + 10, true),
    bytes: view.getUint32(end + 12, true),
    at: view.getUint32(end + 16, true),
  };
}

async function findDirectory64(
  source: ByteSource,
  at: number,
  damaged: (what: string) => FileError,
): Promise<Directory> {
  const view = viewOf(await readBytes(source, at, at + 56));
  if (view.byteLength < 56 || view.getUint32(0, true) !== end64Mark)
    throw damaged('its zip64 directory is not where it says');
  return { count: whole(view, 32), bytes: whole(view, 40), at: whole(view, 48) };
}

/** The mark may stand in the comment as well: the right one is as far from the end as its comment is long. */
function isEnd(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === endMark && at + endBytes + view.getUint16(at + 20, true) === view.byteLength;
}

function entryAt(view: DataView, from: number): DirectoryEntry {
  const nameLength = view.getUint16(from + 28, true);
  const extraAt = from + entryBytes + nameLength;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from + entryBytes, nameLength);
  const entry: DirectoryEntry = {
    name: nameOf(bytes),
    flags: view.getUint16(from + 8, true),
    method: view.getUint16(from + 10, true),
    crc32: view.getUint32(from + 16, true),
    packedBytes: view.getUint32(from + 20, true),
    bytes: view.getUint32(from + 24, true),
    headerAt: view.getUint32(from + 42, true),
  };
  return withLargeSizes(entry, view, extraAt, extraAt + view.getUint16(from + 30, true));
}

/** Zip64: the sizes that do not fit into 32 bits stand in an extra field, in this order and only those. */
function withLargeSizes(entry: DirectoryEntry, view: DataView, from: number, to: number): DirectoryEntry {
  for (let at = from; at + 4 <= to;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && end <= to) {
      let next = at + 4;
      const large = (value: number): number => {
        if (value !== 0xffffffff || next + 8 > end) return value;
        next += 8;
        return whole(view, next - 8);
      };
      return {
        ...entry,
        bytes: large(entry.bytes),
        packedBytes: large(entry.packedBytes),
        headerAt: large(entry.headerAt),
      };
    }
    at = end;
  }
  return entry;
}

function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Beyond 2^53 it is no place in any file: it stays too large. */
function whole(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
