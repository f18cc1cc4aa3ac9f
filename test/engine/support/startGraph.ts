import { planModel } from '../../../src/engine/architectures/architectures';
import type { ModelPlan } from '../../../src/engine/architectures/Architecture';
import type { CheckpointSource } from '../../../src/engine/checkpoint/CheckpointSource';
import { openWeights } from '../../../src/engine/checkpoint/openWeights';
import { readJsonObject } from '../../../src/engine/checkpoint/readJson';
import { requireFile } from '../../../src/engine/checkpoint/requireFile';
import type { Precision } from '../../../src/engine/contract';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import type { FileFolder } from '../../../src/engine/files/FileFolder';
import { openGraph } from '../../../src/engine/graphs/openGraph';
import { openSession, type ReadyGraph } from '../../../src/engine/session/openSession';
import type { Runtime } from '../../../src/engine/session/Runtime';
import type { ScoringModel } from '../../../src/engine/session/ScoringModel';
import { startModel } from '../../../src/engine/session/startModel';
import { TokenEmbeddings } from '../../../src/engine/session/TokenEmbeddings';

export interface StartedGraph {
  plan: ModelPlan;
  graph: ReadyGraph;
  embeddings: TokenEmbeddings;
  model: ScoringModel;
}

/** Converts a checkpoint into a folder and starts it, without texts. */
export async function startGraph(
  source: CheckpointSource,
  precision: Precision,
  runtime: Runtime,
  folder: FileFolder = new MemoryFolder(source.name),
): Promise<StartedGraph> {
  const { plan } = planModel(readJsonObject('config.json', await requireFile(source, 'config.json')));
  const manifest = await openGraph(folder, {
    plan,
    precision,
    options: runtime.graph,
    weights: () => openWeights(source),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const [weights, rows] = [await folder.open('weights'), await folder.open('embeddings')];
  if (!weights || !rows) throw new Error('The graph is not in its folder.');
  const graph = { plan, manifest, weights };
  const embeddings = await TokenEmbeddings.open(rows, manifest.embeddings);
  return { plan, graph, embeddings, model: startModel(runtime, await openSession(runtime, graph), plan, embeddings) };
}
