import { Engine } from '../../src/engine/Engine';
import { nodeRuntime } from '../../src/engine/session/nodeRuntime';
import { claimEngine } from './support/engineClaims';
import { ort } from './support/onnxNode';
import { demoSource, rewardFixtures } from './support/parityFiles';
import { openSource } from '../../src/engine/checkpoint/openSource';

const demo = { kind: 'url', base: 'http://demo/' } as const;

claimEngine('onnxruntime-node', {
  fixtures: rewardFixtures(),
  async start() {
    const engine = new Engine(
      () => Promise.resolve(nodeRuntime(ort, 'processor', 1)),
      (location, onProgress) => (location.base === demo.base ? demoSource() : openSource(location, onProgress)),
    );
    await engine.load(demo, () => undefined);
    return engine;
  },
});
