import type { EngineContract, ScoreRequest } from '../../../src/engine/contract';
import type { ScoredRound } from '../Side';

/** Scores all requests once, as the studio does. A request without a reward has NaN. */
export async function scoreWith(engine: Pick<EngineContract, 'score'>, requests: ScoreRequest[]): Promise<ScoredRound> {
  const rewards = new Map<string, number>();
  const startedAt = performance.now();
  const { ranTokens } = await engine.score(requests, ({ results }) => {
    for (const result of results) if (result.kind === 'reward') rewards.set(result.id, result.reward);
  });
  const ms = performance.now() - startedAt;
  return { rewards: requests.map(({ id }) => rewards.get(id) ?? NaN), ms, ranTokens };
}
