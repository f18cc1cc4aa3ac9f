import { expect, test } from 'vitest';
import { killPipeline } from '../support/killPipeline';

// 200 of them: npm run torture:curation
test('a plan that is killed at random moments ends with the bytes of an undisturbed one, and pays no call twice', async () => {
  const counts = await killPipeline(5, 1, 80);
  expect(counts).toMatchObject({ different: 0, paidTwice: 0 });
  expect(counts.kills).toBeGreaterThanOrEqual(5);
}, 120_000);
