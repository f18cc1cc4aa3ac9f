import type { ScoreRequest } from '../../../src/engine/contract';

/** One round of scoring: rewards in the order of the requests. */
export interface ScoredRound {
  rewards: number[];
  ms: number;
  /** Tokens that the model ran, padding included. */
  ranTokens: number;
}

/** A loaded model, wherever it runs. */
export interface Scorer {
  score(requests: ScoreRequest[]): Promise<ScoredRound>;
  release(): Promise<void>;
}
