import type { RewardFixture } from '../../engine/support/engineClaims';
import lines from '../../files/parity/rewards.jsonl?raw';

/** The reward fixtures of at most so many tokens. */
export function rewardFixtures(maxTokens: number): RewardFixture[] {
  const all = lines.split('\n').flatMap((line) => (line ? [JSON.parse(line) as RewardFixture] : []));
  return all.filter(({ ids }) => ids.length <= maxTokens);
}

/** The demo checkpoint on the test's own server. */
export const demo = { kind: 'url', base: new URL('/models/demo/', location.href).href } as const;
