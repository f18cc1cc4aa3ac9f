import type { ModelPlan } from '../architectures/Architecture';
import type { Weights } from '../checkpoint/openWeights';
import type { Precision } from '../contract';
import type { FileFolder } from '../files/FileFolder';
import { GraphBuilder } from '../onnx/GraphBuilder';
import { GraphConversion } from './GraphConversion';
import { graphManifestFile, readManifest, type GraphManifest } from './GraphManifest';
import { GraphWeights, type WeightRequest } from './GraphWeights';
import type { GraphOptions } from '../architectures/Architecture';

/** What a conversion is given beside the graph's folder. */
export interface ConversionOrder {
  plan: ModelPlan;
  precision: Precision;
  options: GraphOptions;
  /** Opens and checks the checkpoint's weights; called only where something is to be converted. */
  weights(): Promise<Weights>;
  /** Bytes of the checkpoint that are converted, of all. */
  onProgress(doneBytes: number, totalBytes: number): void;
  signal: AbortSignal;
}

/**
 * The finished graph in a folder, converted first where it is not there: once, however many tabs ask, and going on where
 * an interrupted conversion stopped. The manifest is written last.
 * @throws CheckpointError, FileError, or the signal's reason
 */
export async function openGraph(folder: FileFolder, order: ConversionOrder): Promise<GraphManifest> {
  const ready = await readManifest(folder);
  if (ready) return ready;
  return folder.exclusive('convert', async () => {
    const meanwhile = await readManifest(folder);
    if (meanwhile) return meanwhile;
    // What another builder left is of no use, and its manifest must not stand beside half of a new graph.
    await folder.remove(graphManifestFile);
    return new GraphConversion(folder, order).run(await order.weights(), requestsOf(order.plan, order.options));
  });
}

/** What the graph of a plan asks of its checkpoint. */
export function requestsOf(plan: ModelPlan, options: GraphOptions): WeightRequest[] {
  const graph = new GraphBuilder('requests');
  const weights = new GraphWeights(graph, plan.tensors, null);
  plan.addGraph(graph, weights, options);
  return [...weights.requests.values()];
}
