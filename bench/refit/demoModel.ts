import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { OpenModel } from '../../server/engine/openModel';
import { NodeFolder } from '../../server/NodeFolder';
import { openWeights } from '../../src/engine/checkpoint/openWeights';
import { FolderSource } from '../../src/engine/checkpoint/stored/FolderSource';
import { Engine } from '../../src/engine/Engine';
import { inMemory } from '../../src/engine/EngineStorage';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import { ort } from '../../test/engine/support/onnxNode';

export interface DemoModel extends OpenModel {
  /** The checkpoint's own head. */
  head: Float32Array;
}

/** The engine in this process over the demo checkpoint, as the studio runs it, and the checkpoint's own head. */
export async function demoModel(root: string): Promise<DemoModel> {
  const checkpoint = join(root, 'public', 'models', 'demo');
  const folder = await NodeFolder.open(checkpoint);
  const source = new FolderSource(folder.name, folder);
  const head = await (await openWeights(source)).read('classifier.weight');
  const runtime = nodeRuntime(ort, 'processor', availableParallelism());
  const find = () => Promise.resolve({ source, digest: null, graphFolder: inMemory });
  const engine = new Engine(() => Promise.resolve(runtime), find);
  const loaded = await engine.load({ kind: 'url', base: checkpoint }, () => undefined);
  return { engine, checkpoint: loaded, template: null, head };
}
