import { decideVote, type Tally } from './decideVote';
import type { ModelVote } from './modelVote';
import type { AbstainedBecause, Vote } from './Vote';

export interface MergeSettings {
  /** Of the weight of all models that voted, one response must have more than this share. */
  share: number;
  /** With fewer models that voted there is no label. */
  fewestModels: number;
  /** What each model's vote counts, by its name: its accuracy on gold, say. Null: one model, one vote. */
  weights: Readonly<Record<string, number>> | null;
}

/** The paper merges "across models" and says no more: one model one vote, the majority of those that voted, a tie is none. */
export const usualMerge: MergeSettings = { share: 0.5, fewestModels: 1, weights: null };

/** What all models together say of one pair. */
export interface MergedVote {
  vote: Vote;
  because: AbstainedBecause | null;
  /** Weights by answer. A model that abstained is in none of them. */
  tally: Tally;
  /** By the name of the model. */
  models: ModelVote[];
}

/**
 * The vote across models (arXiv 2507.01352, stage 1, labelling). An abstention agrees with nobody and weighs nothing.
 *
 * @throws RangeError where weights are given and a model that voted has none, or one below zero.
 */
export function mergeVotes(votes: readonly ModelVote[], settings: MergeSettings = usualMerge): MergedVote {
  const models = votes.toSorted((one, other) => (one.model < other.model ? -1 : 1));
  const tally: Tally = { first: 0, second: 0, undecidable: 0 };
  let voted = 0;
  for (const { model, vote } of models) {
    if (vote === 'abstain') continue;
    tally[vote] += weightOf(model, settings);
    voted++;
  }
  if (voted < Math.max(1, settings.fewestModels))
    return { vote: 'abstain', because: whyFew(models, voted), tally, models };
  return { ...decideVote(tally, settings.share), tally, models };
}

function weightOf(model: string, { weights }: MergeSettings): number {
  if (weights === null) return 1;
  const weight = weights[model];
  if (weight !== undefined && Number.isFinite(weight) && weight >= 0) return weight;
  throw new RangeError(
    `The weight of the judge "${model}" must be a number from 0; it is ${String(weight)}. Name one in the plan.`,
  );
}

/** Where nobody voted, what most models say why; else that too few did. */
function whyFew(models: readonly ModelVote[], voted: number): AbstainedBecause {
  if (voted > 0) return 'too_few';
  const reasons = models.map(({ because }) => because ?? 'too_few');
  const count = (reason: AbstainedBecause) => reasons.filter((other) => other === reason).length;
  return reasons.toSorted((one, other) => count(other) - count(one) || (one < other ? -1 : 1))[0] ?? 'no_valid_sample';
}
