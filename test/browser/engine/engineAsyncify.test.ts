import { expect, test } from 'vitest';
import { EngineClient } from '../../../src/engine/EngineClient';
import { requestsOf, scoreAll } from '../../engine/support/engineClaims';
import { demo, rewardFixtures } from './parityFixtures';
import { startEngineWorker } from './startEngineWorker';

const timeoutMs = 300_000;

test('the WebGPU build without JSPI gives the rewards of PyTorch to 1e-4', { timeout: timeoutMs }, async () => {
  const client = new EngineClient(startEngineWorker, { kinds: ['asyncify'], silenceMs: timeoutMs });
  const loaded = await client.load(demo, () => undefined);
  expect(loaded.backend).toBe('webgpu');
  const fixtures = rewardFixtures(40).slice(-2);
  const results = await scoreAll(client, requestsOf(fixtures));
  fixtures.forEach(({ reward }, index) => {
    const result = results.get(`r${index}`);
    expect(Math.abs((result?.kind === 'reward' ? result.reward : NaN) - reward)).toBeLessThan(1e-4);
  });
  await client.release();
});
