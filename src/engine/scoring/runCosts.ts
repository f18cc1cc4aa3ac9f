import type { RunCosts } from '../session/ScoringModel';

/** What a right-padded batch costs, in tokens: every text is as long as the longest, and each query meets each key. */
export function batchCost(texts: number, longest: number, { run, score }: RunCosts): number {
  return run + texts * longest + texts * longest * longest * score;
}

/** What running a prompt once and keeping it costs, in tokens. */
export function keepCost(prompt: number, costs: RunCosts): number {
  return batchCost(1, prompt, costs);
}

/**
 * What one pack of responses under a kept prompt costs, in tokens. Every query meets the prompt and all responses of the
 * pack: scores between two responses are computed and masked, which is waste.
 * @param responses tokens of all responses in the pack together
 */
export function packCost(responses: number, prompt: number, { run, score }: RunCosts): number {
  return run + responses + responses * (prompt + responses) * score;
}
