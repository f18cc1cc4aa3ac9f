import { planModel } from '../../src/engine/architectures/architectures';
import { configFile } from '../../src/engine/architectures/configFields';
import type { CheckpointSource } from '../../src/engine/checkpoint/CheckpointSource';
import { checkTensors, openWeights } from '../../src/engine/checkpoint/openWeights';
import { readJsonObject } from '../../src/engine/checkpoint/readJson';
import { requireFile } from '../../src/engine/checkpoint/requireFile';
import type { FileFolder } from '../../src/engine/files/FileFolder';
import { openGraph } from '../../src/engine/graphs/openGraph';

/** The conversion to 4 bits as loading a model does it, and nothing else. @returns seconds */
export async function convertCheckpoint(source: CheckpointSource, folder: FileFolder): Promise<number> {
  const startedAt = performance.now();
  const { plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  await openGraph(folder, {
    plan,
    precision: 'q4',
    options: { masking: 'none', products: 'matmul', activations: 'f32', wholeNumbers: true, layers: null },
    weights: async () => {
      const weights = await openWeights(source);
      checkTensors(weights, plan.tensors);
      return weights;
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return (performance.now() - startedAt) / 1000;
}
