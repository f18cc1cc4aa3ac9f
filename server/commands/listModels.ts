import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  StorageSpace,
  StoredCheckpoint,
  UnfinishedCheckpoint,
} from '../../src/engine/checkpoint/checkpointsContract';
import { storedGraphs } from '../../src/engine/graphs/GraphManifest';
import { openCheckpoints } from '../engine/openCheckpoints';
import { NodeFolder } from '../NodeFolder';
import { byteWords } from './words';

/** What a data folder holds, and the demo beside it, null where it is not built. */
export interface ModelListing {
  demo: { name: 'demo'; bytes: number } | null;
  stored: StoredCheckpoint[];
  unfinished: UnfinishedCheckpoint[];
  /** Graphs of folders that were scored where they lie. */
  loose: { digest: string; graphs: StoredCheckpoint['graphs'] }[];
  space: StorageSpace;
}

/** @param demoFolder null where the demo is not asked for */
export async function listModels(dataFolder: string, demoFolder: string | null): Promise<ModelListing> {
  const { stored, unfinished, space } = await openCheckpoints(dataFolder).list();
  const known = new Set(stored.map(({ digest }) => digest));
  const isThere = demoFolder !== null && existsSync(demoFolder);
  const demo = isThere ? { name: 'demo' as const, bytes: await bytesOf(demoFolder) } : null;
  const loose = (await graphsOf(dataFolder)).filter(({ digest, graphs }) => !known.has(digest) && graphs.length > 0);
  return { demo, stored, unfinished, loose, space };
}

async function bytesOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function graphsOf(dataFolder: string): Promise<ModelListing['loose']> {
  const root = await NodeFolder.open(dataFolder);
  const digests = (await (await root.folder('graphs')).list()).filter(({ kind }) => kind === 'folder');
  return Promise.all(
    digests.map(async ({ name: digest }) => {
      const graphs = await storedGraphs(root, digest);
      return { digest, graphs: graphs.map(({ precision, bytes }) => ({ precision, bytes })) };
    }),
  );
}

/** The listing for a person. */
export function modelsInWords({ demo, stored, unfinished, loose, space }: ModelListing): string {
  const lines = demo ? [`demo  ${byteWords(demo.bytes)}`] : [];
  for (const { digest, name, architecture, bytes, graphs } of stored)
    lines.push(`${digest.slice(0, 12)}  ${name}  ${architecture}  ${byteWords(bytes)}  ${graphWords(graphs)}`);
  for (const { digest, graphs } of loose) lines.push(`${digest}  of a folder, only its graphs  ${graphWords(graphs)}`);
  for (const { name, doneBytes, bytes } of unfinished)
    lines.push(`unfinished  ${name}  ${byteWords(doneBytes)} of ${byteWords(bytes)}; add it again to go on`);
  const free = space.quotaBytes === null ? '' : `, ${byteWords(space.quotaBytes - space.usedBytes)} free`;
  return `${[...lines, `${byteWords(space.usedBytes)} used${free}`].join('\n')}\n`;
}

function graphWords(graphs: StoredCheckpoint['graphs']): string {
  if (graphs.length === 0) return 'no graph';
  return graphs.map(({ precision, bytes }) => `${precision} ${byteWords(bytes)}`).join(', ');
}
