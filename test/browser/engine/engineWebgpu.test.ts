import { EngineClient } from '../../../src/engine/EngineClient';
import { claimEngine } from '../../engine/support/engineClaims';
import { demo, rewardFixtures } from './parityFixtures';
import { startEngineWorker } from './startEngineWorker';

// A software adapter runs a thousandth of a graphics card's speed: few and short texts, on both sides of 32 tokens, where
// attention changes its kernels.
const fixtures = rewardFixtures(70).filter((_, index) => index % 4 === 0);

claimEngine('WebGPU with JSPI, in its worker', {
  fixtures,
  timeoutMs: 300_000,
  async start() {
    const client = new EngineClient(startEngineWorker, { kinds: ['jspi'], silenceMs: 280_000 });
    await client.load(demo, () => undefined);
    return client;
  },
});
