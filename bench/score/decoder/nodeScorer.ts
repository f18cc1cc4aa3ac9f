import { basename, join } from 'node:path';
import { availableParallelism } from 'node:os';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import { Engine } from '../../../src/engine/Engine';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { ort } from '../../../test/engine/support/onnxNode';
import { NodeFolder } from '../../../server/NodeFolder';
import { scoreWith } from './scoreWith';
import type { Scorer } from './Scorer';

export interface NodeOptions {
  /** Whether activations may be rounded to 8 bits; null takes what the runtime takes. */
  wholeNumbers: boolean | null;
  /** Null takes all cores. */
  threads: number | null;
}

/** The engine in this process over a checkpoint of `madeCheckpoint`, whose graph is kept beside it. */
export async function nodeScorer(
  root: string,
  checkpoint: string,
  { wholeNumbers = null, threads = null }: Partial<NodeOptions> = {},
): Promise<Scorer> {
  const usual = nodeRuntime(ort, 'processor', threads ?? availableParallelism());
  const runtime = { ...usual, graph: { ...usual.graph, wholeNumbers: wholeNumbers ?? usual.graph.wholeNumbers } };
  const graphs = await NodeFolder.open(join(root, '.assay', 'bench', 'graphs'));
  const folder = await NodeFolder.open(checkpoint);
  const source = new FolderSource(folder.name, folder);
  const find = () =>
    Promise.resolve({
      source,
      digest: basename(checkpoint),
      graphFolder: (digest: string) => graphs.folder(digest),
    });
  const engine = new Engine(() => Promise.resolve(runtime), find);
  await engine.load({ kind: 'url', base: checkpoint }, () => undefined);
  await source.close();
  return { score: (requests) => scoreWith(engine, requests), release: () => engine.release() };
}
