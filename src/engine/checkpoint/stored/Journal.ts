import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { FileFolder } from '../../files/FileFolder';
import type { CheckpointSourceNote } from '../checkpointsContract';
import type { Offer } from '../origins/offerOf';
import type { OfferedFile } from '../origins/OpenedOrigin';
import { isJsonObject, type JsonObject } from '../readJson';
import { readJsonFile, writeJsonFile } from './jsonFile';
import { checkpointFolder } from './StoredManifest';

export const journalFile = 'journal.json';

/** What a transfer that was interrupted needs to go on. It stands beside the files that have arrived, and holds no token. */
export interface Journal {
  name: string;
  source: CheckpointSourceNote;
  files: OfferedFile[];
  /** sha256 of the files that have arrived whole, were checked and are durable. */
  done: Record<string, string>;
  /** Where the files are being moved to, from the moment when all of them were checked. */
  digest: string | null;
}

/** The name of a transfer's folder: the same for the same checkpoint at the same place. */
export function transferId(key: string): string {
  return bytesToHex(sha256(utf8ToBytes(key))).slice(0, 32);
}

/** The folder `partial/ID` of a store. */
export async function partialFolder(root: FileFolder, id: string): Promise<FileFolder> {
  return (await root.folder('partial')).folder(id);
}

/** The journal in a transfer's folder; null where it is missing or damaged. */
export async function readJournal(folder: FileFolder): Promise<Journal | null> {
  const value = await readJsonFile(folder, journalFile);
  return value && isJournal(value) ? (value as unknown as Journal) : null;
}

/**
 * The journal of a transfer that starts or goes on. What has arrived of a file that the origin now describes otherwise is
 * removed: it is part of another file.
 */
export async function openJournal(root: FileFolder, folder: FileFolder, { origin, files }: Offer): Promise<Journal> {
  const former = await readJournal(folder);
  if (former?.digest) await takeBack(await checkpointFolder(root, former.digest), folder, former);
  const isSame = (path: string) => {
    const [now, then] = [files, former?.files ?? []].map((list) => list.find((file) => file.path === path));
    return now !== undefined && then !== undefined && sameFile(now, then);
  };
  for (const { path } of files) if (!isSame(path)) await folder.remove(path);
  const done = Object.fromEntries(Object.entries(former?.done ?? {}).filter(([path]) => isSame(path)));
  const journal = { name: origin.name, source: origin.source, files, done, digest: null };
  await writeJournal(folder, journal);
  return journal;
}

/** An interruption while the files were moved to their place leaves them in two folders. */
async function takeBack(from: FileFolder, to: FileFolder, { files }: Journal): Promise<void> {
  const there = new Set((await to.list()).map(({ name }) => name));
  const moved = new Set((await from.list()).map(({ name }) => name));
  for (const { path } of files) if (!there.has(path) && moved.has(path)) await from.move(path, to);
}

export async function writeJournal(folder: FileFolder, journal: Journal): Promise<void> {
  await writeJsonFile(folder, journalFile, journal);
}

function sameFile(one: OfferedFile, other: OfferedFile): boolean {
  const parts = ['path', 'bytes', 'sha256', 'gitSha1', 'etag'] as const;
  return parts.every((part) => one[part] === other[part]);
}

function isJournal(value: JsonObject): boolean {
  return (
    typeof value['name'] === 'string' &&
    isJsonObject(value['source']) &&
    isJsonObject(value['done']) &&
    Array.isArray(value['files']) &&
    value['files'].every(
      (file) => isJsonObject(file) && typeof file['path'] === 'string' && Number.isSafeInteger(file['bytes']),
    )
  );
}
