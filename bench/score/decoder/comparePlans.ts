import type { BenchFields } from '../../support/Bench';
import { median } from '../../support/median';
import { decoderRequests, type DecoderItem } from './decoderItems';
import type { ScoredRound } from '../Side';
import type { Scorer } from './Scorer';
import type { ItemTokens } from './tokensOf';

export interface PlanWork {
  items: readonly DecoderItem[];
  tokens: ItemTokens;
  rounds: number;
  /** How far apart the rewards of both plans may be. */
  tolerance: number;
}

const plans = ['plain', 'shared'] as const;
type PlanName = (typeof plans)[number];

/**
 * The engine's own plan against every text whole, in the right-padded batches that cost least: the same requests, once with
 * their prompts and once without, interleaved after a warm-up of both. The token counts are those of the texts, without padding.
 */
export async function comparePlans(scorer: Scorer, work: PlanWork): Promise<BenchFields> {
  const { items, tokens, rounds } = work;
  const requests = {
    plain: decoderRequests(items, { sharing: false }),
    shared: decoderRequests(items, { sharing: true }),
  };
  const warm = { plain: await scorer.score(requests.plain), shared: await scorer.score(requests.shared) };
  const off = checkEqual(warm, work.tolerance);
  const times: Record<PlanName, number[]> = { plain: [], shared: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const plan of plans) times[plan].push((await scorer.score(requests[plan])).ms / 1000);
  const seconds = { plain: median(times.plain), shared: median(times.shared) };
  const saved = tokens.plain / tokens.shared;
  return {
    plain_s: seconds.plain,
    shared_s: seconds.shared,
    plain_tokens: tokens.plain,
    shared_tokens: tokens.shared,
    plain_ran_tokens: warm.plain.ranTokens,
    shared_ran_tokens: warm.shared.ranTokens,
    speed_up: seconds.plain / seconds.shared,
    share_of_token_bound: seconds.plain / seconds.shared / saved,
    tokens_per_s: tokens.shared / seconds.shared,
    // A best-of-N holds as many pairs as it takes to find the best of it.
    pairs_per_s: items.reduce((sum, { responses }) => sum + responses.length - 1, 0) / seconds.shared,
    items: items.length,
    responses: requests.shared.length,
    most_off: off,
    rounds,
  };
}

/** @returns how far the rewards of both plans are apart */
function checkEqual({ plain, shared }: Record<PlanName, ScoredRound>, tolerance: number): number {
  const off = Math.max(...plain.rewards.map((reward, index) => Math.abs(reward - (shared.rewards[index] ?? NaN))));
  if (off <= tolerance) return off;
  throw new Error(`Both plans must give the same rewards to ${tolerance}; they differ by ${off}.`);
}
