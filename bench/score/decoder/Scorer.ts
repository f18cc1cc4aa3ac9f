import type { ScoreRequest } from '../../../src/engine/contract';
import type { ScoredRound } from '../Side';

/** A loaded model, wherever it runs. */
export interface Scorer {
  score(requests: ScoreRequest[]): Promise<ScoredRound>;
  release(): Promise<void>;
}
