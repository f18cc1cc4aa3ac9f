import type { CheckpointSource } from '../../../src/engine/checkpoint/CheckpointSource';
import type { Precision } from '../../../src/engine/contract';
import { inMemory } from '../../../src/engine/EngineStorage';
import { loadModel, type LoadedModel } from '../../../src/engine/LoadedModel';
import { nodeRuntime } from '../../../src/engine/session/nodeRuntime';
import { ort } from './onnxNode';

/** Loads a checkpoint on the processor, its graph in memory. */
export function loadSource(source: CheckpointSource, precision: Precision | null = null): Promise<LoadedModel> {
  return loadModel({
    source,
    digest: null,
    precision,
    template: null,
    graphFolder: inMemory,
    runtime: nodeRuntime(ort, 'processor', 1),
    startTextWorker: null,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}
