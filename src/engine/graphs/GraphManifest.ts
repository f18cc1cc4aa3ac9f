import { isJsonObject } from '../checkpoint/readJson';
import type { WeightType } from '../checkpoint/safetensors';
import type { Precision } from '../contract';
import type { FileFolder } from '../files/FileFolder';
import type { StoredTensor } from './WeightTable';

/** Of the rules by which checkpoints become weights; a graph of another version is built anew. */
export const builderVersion = 1;

export const graphManifestFile = 'manifest.json';
export const weightsFile = 'weights';
export const embeddingsFile = 'embeddings';

/** What a folder of a graph holds. Written last: a graph without it is unfinished. */
export interface GraphManifest {
  builder: number;
  precision: Precision;
  /** Of all files. */
  bytes: number;
  tensors: [name: string, tensor: StoredTensor][];
  embeddings: EmbeddingsLayout;
  /** Weights that are kept wider than asked for, in sentences. */
  notes: string[];
}

/** The file of embeddings: the rows of all words as the checkpoint has them, then those of positions in f32. */
export interface EmbeddingsLayout {
  type: WeightType;
  words: number;
  width: number;
  /** Rows of position plus token type 0; 0 where positions enter the graph otherwise. */
  positions: number;
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
  return manifests.filter((manifest) => manifest !== null);
}

/** The manifest of one graph's folder; null where it is unfinished, unreadable or another builder's. */
export async function readManifest(folder: FileFolder, name = graphManifestFile): Promise<GraphManifest | null> {
  const value = await readJsonFile(folder, name);
  return value !== null && value['builder'] === builderVersion ? (value as unknown as GraphManifest) : null;
}

async function readJsonFile(folder: FileFolder, name: string): Promise<{ readonly [key: string]: unknown } | null> {
  const file = await folder.open(name);
  if (!file) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await file.read(0, file.size)));
    return isJsonObject(value) ? value : null;
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
