import { storedGraphs } from '../../graphs/GraphManifest';
import type { FileFolder } from '../../files/FileFolder';
import type { StoredCheckpoint, UnfinishedCheckpoint } from '../checkpointsContract';
import { readJournal, type Journal } from './Journal';
import { checkpointFolder, readStoredManifest, sizeOf, type StoredManifest } from './StoredManifest';

/** The manifest of every stored checkpoint, and the folders whose manifest is missing or damaged. */
export async function storedManifests(root: FileFolder): Promise<{ whole: StoredManifest[]; broken: string[] }> {
  const whole: StoredManifest[] = [];
  const broken: string[] = [];
  for (const name of await foldersIn(await root.folder('checkpoints'))) {
    const manifest = await readStoredManifest(await checkpointFolder(root, name));
    if (manifest) whole.push(manifest);
    else broken.push(name);
  }
  return { whole, broken };
}

/** A stored checkpoint as the studio is told of it. */
export async function describe(root: FileFolder, manifest: StoredManifest): Promise<StoredCheckpoint> {
  const { digest, name, source, architecture, licence, files, hasTemplate, addedAt, isDropped } = manifest;
  const bytes = isDropped ? 0 : files.reduce((sum, file) => sum + file.bytes, 0);
  const graphs = (await storedGraphs(root, digest)).map((graph) => ({
    precision: graph.precision,
    bytes: graph.bytes,
  }));
  return { digest, name, source, architecture, licence, files, bytes, graphs, hasTemplate, addedAt };
}

/** Transfers that can go on, and folders without a manifest, which can only be removed. */
export async function unfinished(root: FileFolder, broken: readonly string[]): Promise<UnfinishedCheckpoint[]> {
  const partial = await root.folder('partial');
  const listed: UnfinishedCheckpoint[] = [];
  const moving = new Set<string | null>();
  for (const id of await foldersIn(partial)) {
    const folder = await partial.folder(id);
    const journal = await readJournal(folder);
    moving.add(journal?.digest ?? null);
    if (journal) listed.push(await describeTransfer(id, folder, journal));
    else listed.push(...(await remains(id, folder)));
  }
  for (const name of broken) {
    if (!moving.has(name)) listed.push(...(await remains(name, await checkpointFolder(root, name))));
  }
  return listed;
}

/** Bytes of the offered files that an earlier try has left. */
export async function bytesThere(
  folder: FileFolder,
  files: readonly { path: string; bytes: number }[],
): Promise<number> {
  let sum = 0;
  for (const { path, bytes } of files) sum += Math.min(bytes, (await sizeOf(folder, path)) ?? 0);
  return sum;
}

async function describeTransfer(id: string, folder: FileFolder, journal: Journal): Promise<UnfinishedCheckpoint> {
  const { name, source, files, digest } = journal;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  // From the moment when files are moved, all have arrived.
  return { id, name, source, doneBytes: digest === null ? await bytesThere(folder, files) : bytes, bytes };
}

/** Files that nothing is known of any more; an empty folder is nothing. */
async function remains(id: string, folder: FileFolder): Promise<UnfinishedCheckpoint[]> {
  const files = (await folder.list()).filter(({ kind }) => kind === 'file');
  if (files.length === 0) return [];
  let bytes = 0;
  for (const file of files) bytes += (await sizeOf(folder, file.name)) ?? 0;
  const name = `remains of ${id.slice(0, 8)}`;
  return [{ id, name, source: { kind: 'folder', name }, doneBytes: bytes, bytes }];
}

async function foldersIn(folder: FileFolder): Promise<string[]> {
  return (await folder.list()).flatMap(({ name, kind }) => (kind === 'folder' ? [name] : []));
}
