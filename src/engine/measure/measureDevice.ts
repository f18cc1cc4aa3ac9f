import type { DeviceFigures } from '../contract';
import { MemoryFolder } from '../files/MemoryFolder';
import { openGraph } from '../graphs/openGraph';
import { openSession } from '../session/openSession';
import type { Runtime } from '../session/Runtime';
import { startModel } from '../session/startModel';
import { TokenEmbeddings } from '../session/TokenEmbeddings';
import type { ScoringModel } from '../session/ScoringModel';
import { madePlan, madeWeights, modelLayers } from './madeModel';
import { matmulGflops } from './matmulGflops';

/** Layers that stand for all of them: enough that what lies before and after the layers weighs little. */
const layers = 2;
const lengths = [64, 256, 1024];

/** A length is not tried where the one before took longer: a slow device would be busy for minutes. */
const mostMs = 4_000;
const repeats = 3;

/**
 * Measures how quickly the device runs the layers of a 0.6B reward model, on made-up 4-bit weights, and one plain matrix
 * product beside it. The time of a whole model is that of the layers, multiplied.
 */
export async function measureDevice(runtime: Runtime): Promise<DeviceFigures> {
  const tokensPerS = await withModel(runtime, (model) => rates(model));
  const { backend, device } = runtime;
  return {
    backend,
    device,
    layers,
    modelLayers,
    tokensPerS,
    matmulGflops: await matmulGflops(runtime),
    activations: runtime.graph.activations,
  };
}

async function withModel<T>(runtime: Runtime, task: (model: ScoringModel) => Promise<T>): Promise<T> {
  const plan = madePlan(layers);
  const folder = new MemoryFolder('measure');
  const manifest = await openGraph(folder, {
    plan,
    precision: 'q4',
    options: runtime.graph,
    weights: () => Promise.resolve(madeWeights(plan)),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const weights = await folder.open('weights');
  const rows = await folder.open('embeddings');
  if (!weights || !rows) throw new TypeError('A conversion in memory leaves both of its files.');
  const embeddings = await TokenEmbeddings.open(rows, manifest.embeddings);
  const model = startModel(runtime, await openSession(runtime, { plan, manifest, weights }), plan, embeddings);
  try {
    return await task(model);
  } finally {
    await model.release();
    await embeddings.close();
  }
}

async function rates(model: ScoringModel): Promise<DeviceFigures['tokensPerS']> {
  const figures: DeviceFigures['tokensPerS'] = [];
  for (const tokens of lengths) {
    const ms = await medianMs(
      model,
      Int32Array.from({ length: tokens }, (_, index) => index % 97),
    );
    figures.push({ tokens, perS: (tokens / ms) * 1000 * (layers / modelLayers) });
    if (ms * 4 > mostMs) break;
  }
  return figures;
}

async function medianMs(model: ScoringModel, text: Int32Array): Promise<number> {
  await model.run([text]); // the first run of a length compiles its kernels
  const times: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const startedAt = performance.now();
    await model.run([text]);
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? NaN;
}
