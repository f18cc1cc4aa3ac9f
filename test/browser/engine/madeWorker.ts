/** A worker that behaves as its name says, in place of an engine. */
import { expose } from 'comlink';
import type { EngineContract, LoadedCheckpoint } from '../../../src/engine/contract';

const behaviour = (globalThis as unknown as { name: string }).name;

class NoGpuError extends Error {
  override readonly name = 'NoGpuError';
}

const loaded: LoadedCheckpoint = {
  digest: '0',
  name: 'made',
  architecture: 'none',
  backend: 'wasm',
  device: behaviour,
  maxTokens: 1,
  width: 1,
};

const engine: EngineContract = {
  async load() {
    if (behaviour === 'no gpu') throw new NoGpuError('There is no adapter.');
    if (behaviour === 'silent') await new Promise(() => undefined);
    return loaded;
  },
  async score() {
    if (behaviour === 'hangs') for (;;);
    if (behaviour === 'fails') throw new RangeError('out of memory');
    if (behaviour === 'crashes')
      setTimeout(() => {
        throw new Error('boom');
      });
    if (behaviour === 'crashes') await new Promise(() => undefined);
    return { scored: 0, tooLong: 0, tokens: 0, elapsedMs: 0, cancelled: false };
  },
  cancel: () => Promise.resolve(),
  hidden: () => Promise.resolve([]),
  release: () => Promise.resolve(),
};

expose(engine);
