import type { Precision } from '../contract';
import type { FileFolder } from '../files/FileFolder';
import { isJsonObject } from '../checkpoint/readJson';

/** Of the rules by which checkpoints become weights; a graph of another version is built anew. */
export const builderVersion = 1;

export const graphManifestFile = 'manifest.json';

/** Written last: a graph without it is unfinished. */
export interface GraphManifest {
  builder: number;
  precision: Precision;
  bytes: number;
}

/** The folder `graphs/DIGEST` of a store, with one folder for each precision. */
export async function graphsFolder(root: FileFolder, digest: string): Promise<FileFolder> {
  return (await root.folder('graphs')).folder(digest);
}

/** The finished graphs of a checkpoint that this builder can run. */
export async function storedGraphs(root: FileFolder, digest: string): Promise<GraphManifest[]> {
  const folder = await graphsFolder(root, digest);
  const entries = (await folder.list()).filter(({ kind }) => kind === 'folder');
  const manifests = await Promise.all(entries.map(async ({ name }) => readManifest(await folder.folder(name))));
  return manifests.filter((manifest) => manifest?.builder === builderVersion) as GraphManifest[];
}

/** The manifest of one graph's folder; null where it is unfinished or unreadable. */
export async function readManifest(folder: FileFolder): Promise<GraphManifest | null> {
  const file = await folder.open(graphManifestFile);
  if (!file) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await file.read(0, file.size)));
    return isJsonObject(value) ? (value as unknown as GraphManifest) : null;
  } catch {
    return null; // interrupted while it was written: as good as none
  } finally {
    await file.close();
  }
}

/** Removes all graphs of a checkpoint. */
export async function removeGraphs(root: FileFolder, digest: string): Promise<void> {
  await (await root.folder('graphs')).remove(digest);
}
