import type { InferenceSession } from 'onnxruntime-web';
import type { GraphOptions, ModelPlan } from '../architectures/Architecture';
import type { OpenFile } from '../files/FileFolder';
import type { GraphManifest } from '../graphs/GraphManifest';
import { GraphWeights } from '../graphs/GraphWeights';
import { GraphBuilder, weightsPath } from '../onnx/GraphBuilder';
import type { Runtime } from './Runtime';

/** A graph that is ready on disk or in memory. */
export interface ReadyGraph {
  plan: ModelPlan;
  manifest: GraphManifest;
  /** The file of weights; it must stay open as long as a session is made of it. */
  weights: OpenFile;
}

/**
 * Makes a session of a graph for one runtime. The graph's nodes are written anew each time, in the shape that this
 * runtime runs best; only the weights are stored.
 */
export async function openSession(
  runtime: Runtime,
  graph: ReadyGraph,
  options: Partial<GraphOptions> = {},
  sessionOptions: InferenceSession.SessionOptions = runtime.sessionOptions,
): Promise<InferenceSession> {
  const builder = new GraphBuilder('reward');
  const weights = new GraphWeights(builder, graph.plan.tensors, new Map(graph.manifest.tensors));
  graph.plan.addGraph(builder, weights, { ...runtime.graph, ...options });
  const outputs =
    graph.plan.cache && runtime.keepsOnDevice ? keptOnDevice(options.layers ?? graph.plan.cache.layers) : {};
  return runtime.onnx.InferenceSession.create(builder.build(), {
    ...sessionOptions,
    ...(await externalWeights(graph.weights, sessionOptions)),
    ...outputs,
  });
}

/** A browser's runtime reads a Blob by itself, Node's a file in a folder. */
async function externalWeights(
  weights: OpenFile,
  { extra }: InferenceSession.SessionOptions,
): Promise<Partial<InferenceSession.SessionOptions>> {
  const { handle } = weights;
  if (typeof handle !== 'string') return { externalData: [{ path: weightsPath, data: handle }] };
  const folder = handle.slice(0, Math.max(handle.lastIndexOf('/'), handle.lastIndexOf('\\')));
  return { extra: { ...extra, session: { model_external_initializers_file_folder_path: folder } } };
}

/** Keys and values of a kept prompt never leave the device. */
function keptOnDevice(layers: number): InferenceSession.SessionOptions {
  const names = Array.from({ length: layers }, (_, layer) => [`present_key_${layer}`, `present_value_${layer}`]).flat();
  return { preferredOutputLocation: Object.fromEntries(names.map((name) => [name, 'gpu-buffer' as const])) };
}
