import { EngineClient } from '../../../src/engine/EngineClient';
import { claimEngine } from '../../engine/support/engineClaims';
import { demo, rewardFixtures } from './parityFixtures';
import { startEngineWorker } from './startEngineWorker';

claimEngine('WASM, in its worker', {
  fixtures: rewardFixtures(1024),
  timeoutMs: 180_000,
  async start() {
    const client = new EngineClient(startEngineWorker, { kinds: ['wasm'] });
    await client.load(demo, () => undefined);
    return client;
  },
});
