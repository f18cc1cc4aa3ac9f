import type { ByteSource } from '../../ByteSource';
import { FileError } from '../FileError';
import { unpackLimits } from '../unpackLimits';
import { besideExport } from './besideExport';
import { readDirectory, type DirectoryEntry } from './readDirectory';
import type { ZipContent } from './ZipContent';

const maxEntries = 10_000;
const readNames = /\.(jsonl|ndjson|json|csv|tsv)(\.gz)?$|\.parquet$/i;
/** How a backup begins. */
const backupNames = ['manifest.json', 'verdicts.jsonl'];
const officeNames = ['[Content_Types].xml', 'mimetype'];
/** Before the data of an entry stand at least these. */
const localHeaderBytes = 30;
/** Only the directory is read here; these flags say that the data are encrypted. */
const encryptedFlags = 0x2041;

/**
 * Which files of a zip are read, in the order of its directory, and which are not and why. Folders are neither.
 *
 * @param refuses why a file of that name is not wanted; null where it is
 * @throws FileError where the zip is damaged, an Office document, a backup, or has no file to read.
 */
export async function openZip(
  source: ByteSource,
  name: string,
  refuses: (name: string) => string | null = besideExport,
): Promise<ZipContent> {
  const directory = await readDirectory(source, name);
  if (directory.length > maxEntries)
    throw new FileError(`${name} has ${directory.length} entries, more than ${maxEntries}. Put fewer files into it.`);
  if (directory.some((entry) => officeNames.includes(entry.name)))
    throw new FileError(`${name} is an Office document. Save its table as CSV.`);
  if (backupNames.every((part, at) => directory[at]?.name === part))
    throw new FileError(`${name} is a backup of Assay. Restore it in the Export room.`);
  const content: ZipContent = { entries: [], refused: [] };
  const seen = new Set<string>();
  const overlapping = overlaps(directory);
  for (const entry of directory) {
    if (entry.name.endsWith('/') && entry.bytes === 0) continue;
    const reason = seen.has(entry.name)
      ? 'an entry of the same name stands before it'
      : overlapping.has(entry)
        ? 'its data lie inside of another entry'
        : (reasonAgainst(entry) ?? refuses(entry.name));
    seen.add(entry.name);
    if (reason !== null) content.refused.push({ name: entry.name, reason });
    else content.entries.push({ ...entry, method: entry.method === 0 ? 'stored' : 'deflated' });
  }
  if (content.entries.length > 0) return content;
  const [first] = content.refused;
  throw new FileError(
    `${name} has no entry to read. ${first === undefined ? 'It is empty.' : `${first.name}: ${first.reason}.`}`,
  );
}

function reasonAgainst(entry: DirectoryEntry): string | null {
  const { name, flags, method, bytes, packedBytes } = entry;
  if (/^([/\\]|[a-z]:)/i.test(name)) return 'its name is an absolute path';
  if (name.split(/[/\\]/).includes('..')) return 'its name leads out of the zip (..)';
  if (name.includes('\0')) return 'its name holds a NUL character';
  if (/(^|\/)(__MACOSX\/|\.)/.test(name)) return 'a hidden file';
  if (/\.zip$/i.test(name)) return 'a zip inside a zip (unpack it first)';
  if (!readNames.test(name))
    return 'its name ends in none of .jsonl, .ndjson, .json, .csv, .tsv (or these with .gz) and .parquet';
  if ((flags & encryptedFlags) !== 0) return 'encrypted (unpack it with its password first)';
  if (method !== 0 && method !== 8) return `packed by method ${method}, which Assay does not read (use Deflate)`;
  if (method === 0 && bytes !== packedBytes) return 'stored as it is and yet of two sizes';
  if (bytes > unpackLimits.harmlessBytes && bytes > unpackLimits.ratio * packedBytes)
    return `claims to unpack ${packedBytes} bytes to ${bytes}, more than ${unpackLimits.ratio} times as many`;
  return null;
}

/** Entries that share bytes with one before them: a small zip that unpacks to anything. */
function overlaps(directory: DirectoryEntry[]): Set<DirectoryEntry> {
  const found = new Set<DirectoryEntry>();
  let end = 0;
  for (const entry of directory.toSorted((one, other) => one.headerAt - other.headerAt)) {
    if (entry.headerAt < end) found.add(entry);
    end = Math.max(end, entry.headerAt + localHeaderBytes + entry.packedBytes);
  }
  return found;
}
