import type { JudgeSample } from '../judge/readJudgeAnswer';
import type { AbstentionCode } from '../machine/Abstention';
import { decideVote, type Tally } from './decideVote';
import type { AbstainedBecause, Vote } from './Vote';

export interface SampleVoteSettings {
  /** Of the valid samples, one answer must have more than this share: 0.5 is a majority. */
  share: number;
  /** With fewer valid samples there is no vote. */
  fewestSamples: number;
}

/** The paper says "self-consistency" and no more: the majority of the valid samples, a tie is none. */
export const usualSampleVote: SampleVoteSettings = { share: 0.5, fewestSamples: 1 };

/** What one model says of one pair, and what that is made of. */
export interface ModelVote {
  model: string;
  vote: Vote;
  /** Null where there is a vote. */
  because: AbstainedBecause | null;
  /** Valid samples by their answer, with swaps taken back. */
  tally: Tally;
  /** Samples that said nothing, by the reason. */
  abstentions: Partial<Record<AbstentionCode, number>>;
}

/** The vote inside a model: self-consistency over its samples (arXiv 2507.01352, stage 1, labelling). */
export function modelVote(
  model: string,
  samples: readonly JudgeSample[],
  { share, fewestSamples }: SampleVoteSettings = usualSampleVote,
): ModelVote {
  const tally: Tally = { first: 0, second: 0, undecidable: 0 };
  const abstentions: ModelVote['abstentions'] = {};
  for (const sample of samples)
    if (sample.kind === 'verdict') tally[sample.winner]++;
    else abstentions[sample.why] = (abstentions[sample.why] ?? 0) + 1;
  const valid = tally.first + tally.second + tally.undecidable;
  const outcome =
    valid === 0 ? none('no_valid_sample') : valid < fewestSamples ? none('too_few') : decideVote(tally, share);
  return { model, ...outcome, tally, abstentions };
}

function none(because: AbstainedBecause): { vote: Vote; because: AbstainedBecause } {
  return { vote: 'abstain', because };
}
