/** A worker that behaves as its name says, in place of an engine. */
import { expose } from 'comlink';
import type { EngineContract, LoadedCheckpoint, ScoreProgress, ScoreRequest } from '../../../src/engine/contract';

const behaviour = (globalThis as unknown as { name: string }).name;

class NoGpuError extends Error {
  override readonly name = 'NoGpuError';
}

class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

const loaded: LoadedCheckpoint = {
  digest: '0',
  rewardsKey: behaviour === 'loads another checkpoint' ? '1' : '0',
  name: 'made',
  architecture: 'none',
  backend: 'wasm',
  device: behaviour,
  precision: 'f32',
  maxTokens: 1,
  width: 1,
  frozenDate: null,
  notes: [],
  known: null,
};

/** Reports one reward for each request. */
async function report(
  requests: readonly ScoreRequest[],
  onProgress: (progress: ScoreProgress) => unknown,
): Promise<void> {
  const count = requests.length;
  const counts = { doneRequests: count, totalRequests: count, doneTokens: count, ranTokens: count };
  const results = requests.map(({ id }) => ({ id, kind: 'reward', reward: 1, tokens: 1 }) as const);
  await onProgress({ results, ...counts, elapsedMs: 1, notice: null });
}

/** What the worker does in the end, in place of working on. */
async function end(): Promise<void> {
  if (behaviour.startsWith('hangs')) for (;;);
  if (behaviour.startsWith('fails')) throw new RangeError('a bad request');
  if (behaviour.startsWith('refuses')) throw new CheckpointError('model.safetensors: is cut off');
  if (behaviour.startsWith('loses its device')) throw new Error('The graphics device was lost (unknown: reset).');
  if (!behaviour.startsWith('crashes')) return;
  setTimeout(() => {
    throw new Error('boom');
  });
  await new Promise(() => undefined);
}

const engine: EngineContract = {
  async load() {
    if (behaviour === 'no gpu') throw new NoGpuError('There is no adapter.');
    if (behaviour === 'silent') await new Promise(() => undefined);
    return loaded;
  },
  async score(requests, onProgress) {
    const half = Math.floor(requests.length / 2);
    if (behaviour.endsWith('midway')) await report(requests.slice(0, half), onProgress);
    await end();
    if (requests.length > 0) await report(requests, onProgress);
    const count = requests.length;
    return { scored: count, tooLong: 0, notFinite: 0, tokens: count, ranTokens: count, elapsedMs: 0, cancelled: false };
  },
  cancel: () => Promise.resolve(),
  hidden: () => Promise.resolve([]),
  async measure() {
    await end();
    const layers = { layers: 2, modelLayers: 28, tokensPerS: [] };
    return { backend: 'wasm', device: behaviour, ...layers, matmulGflops: 1, activations: 'f32' };
  },
  release: () => Promise.resolve(),
};

expose(engine);
