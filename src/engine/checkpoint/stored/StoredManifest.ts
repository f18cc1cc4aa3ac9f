import type { FileFolder } from '../../files/FileFolder';
import type { CheckpointSourceNote } from '../checkpointsContract';
import { CheckpointError } from '../CheckpointError';
import { isJsonObject, type JsonObject } from '../readJson';
import { readJsonFile, writeJsonFile } from './jsonFile';

export const manifestFile = 'manifest.json';

/** Of the manifest's own form; another one is not read. */
const version = 1;

/** What is known of a stored checkpoint. Written last: a folder without it is unfinished. */
export interface StoredManifest {
  digest: string;
  /** Of the place it came from; the same place need not be asked again. */
  key: string;
  name: string;
  source: CheckpointSourceNote;
  architecture: string;
  licence: string | null;
  files: { path: string; bytes: number; sha256: string }[];
  hasTemplate: boolean;
  addedAt: string;
  /** Whether the weights were removed, after a graph was built from them. */
  isDropped: boolean;
}

/** The folder `checkpoints/DIGEST` of a store. */
export async function checkpointFolder(root: FileFolder, digest: string): Promise<FileFolder> {
  return (await root.folder('checkpoints')).folder(digest);
}

/** The folder `PLACE/NAME` of a store; null where there is none: looking for one makes none. */
export async function findFolder(root: FileFolder, place: string, name: string): Promise<FileFolder | null> {
  const folder = await root.folder(place);
  const entries = await folder.list();
  return entries.some((entry) => entry.kind === 'folder' && entry.name === name) ? folder.folder(name) : null;
}

/**
 * A listed checkpoint.
 * @throws CheckpointError where there is none of that digest, or only what a broken transfer left
 */
export async function storedCheckpoint(
  root: FileFolder,
  digest: string,
): Promise<{ folder: FileFolder; manifest: StoredManifest }> {
  const folder = await findFolder(root, 'checkpoints', digest);
  const manifest = folder && (await readStoredManifest(folder));
  if (manifest) return { folder, manifest };
  throw new CheckpointError(manifestFile, `no checkpoint with the digest ${digest} is stored here; add it again.`);
}

/** The manifest in a checkpoint's folder; null where it is missing or damaged. */
export async function readStoredManifest(folder: FileFolder): Promise<StoredManifest | null> {
  const value = await readJsonFile(folder, manifestFile);
  return value && isManifest(value) && value['digest'] === folder.name ? (value as unknown as StoredManifest) : null;
}

export async function writeStoredManifest(folder: FileFolder, manifest: StoredManifest): Promise<void> {
  await writeJsonFile(folder, manifestFile, { version, ...manifest });
}

function isManifest(value: JsonObject): boolean {
  const texts = ['digest', 'key', 'name', 'architecture', 'addedAt'];
  return (
    value['version'] === version &&
    texts.every((field) => typeof value[field] === 'string') &&
    (value['licence'] === null || typeof value['licence'] === 'string') &&
    typeof value['hasTemplate'] === 'boolean' &&
    typeof value['isDropped'] === 'boolean' &&
    isJsonObject(value['source']) &&
    Array.isArray(value['files']) &&
    value['files'].every(isFile)
  );
}

/** Whether all files are there with their lengths; what they hold is for `verify` to tell. */
export async function isWhole(folder: FileFolder, { files, isDropped }: StoredManifest): Promise<boolean> {
  if (isDropped) return false;
  for (const { path, bytes } of files) if ((await sizeOf(folder, path)) !== bytes) return false;
  return true;
}

/** Length of a file; null where there is none. */
export async function sizeOf(folder: FileFolder, path: string): Promise<number | null> {
  const file = await folder.open(path);
  await file?.close();
  return file?.size ?? null;
}

function isFile(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return (
    typeof value['path'] === 'string' && Number.isSafeInteger(value['bytes']) && typeof value['sha256'] === 'string'
  );
}
