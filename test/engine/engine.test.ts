import { FetchSource } from '../../src/engine/checkpoint/FetchSource';
import { Engine } from '../../src/engine/Engine';
import { inMemory } from '../../src/engine/EngineStorage';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import { claimEngine } from './support/engineClaims';
import { ort } from './support/onnxNode';
import { demoSource, rewardFixtures } from './support/parityFiles';

const demo = { kind: 'url', base: 'http://demo/' } as const;

claimEngine('onnxruntime-node', {
  fixtures: rewardFixtures(),
  async start() {
    const engine = new Engine(
      () => Promise.resolve(nodeRuntime(ort, 'processor', 1)),
      async (location, onProgress) => {
        if (location.kind !== 'url') throw new TypeError('These claims read checkpoints behind addresses.');
        const source = location.base === demo.base ? demoSource() : new FetchSource(location.base, onProgress);
        return { source, digest: null, graphFolder: inMemory };
      },
    );
    await engine.load(demo, () => undefined);
    return engine;
  },
});
