import { isSwapped } from '../../src/curation/judge/isSwapped';
import type { JudgeSample } from '../../src/curation/judge/readJudgeAnswer';
import { mergeVotes, type MergedVote } from '../../src/curation/votes/mergeVotes';
import { modelVote } from '../../src/curation/votes/modelVote';
import { sigmoid } from '../../src/rewards/sigmoid';
import { seededNumbers } from '../../test/support/seededNumbers';
import { seededShare } from '../../src/curation/seededShare';
import type { Signs } from './HeadTrainer';
import type { LoopPair } from './LoopPair';

/** What draws a judge's sample, in logits. */
export interface JudgeLeanings {
  /** Towards the truth. */
  truth: number;
  /** Towards the longer response, by ln(its characters / the other's). */
  length: number;
  /** Standard deviation of what all judges see alike in a pair, and of what each sees by itself. */
  shared: number;
  own: number;
  /** Towards Candidate 1. */
  place: number;
}

const judges = ['judge-1', 'judge-2'];
const samples = 8;

/** Judges that answer by chance and by their leanings; their votes are counted by the rules of curation. */
export class SimulatedJudges {
  readonly #known = new Map<number, MergedVote>();

  constructor(
    private readonly pairs: readonly LoopPair[],
    private readonly truth: Signs,
    private readonly leanings: JudgeLeanings,
    private readonly seed: string,
  ) {}

  /** Two judges, eight samples each, half of them swapped; the same answer whoever asks again. */
  vote(row: number): MergedVote {
    const known = this.#known.get(row) ?? this.#ask(row);
    this.#known.set(row, known);
    return known;
  }

  #ask(row: number): MergedVote {
    const { id = '', length = 0 } = this.pairs[row] ?? {};
    const draw = seededNumbers(Math.floor(seededShare(this.seed, 'judges', id) * 2 ** 32));
    const { truth, length: pull, shared, own, place } = this.leanings;
    const seen = truth * (this.truth[row] ?? 0) + pull * length + shared * normal(draw);
    return mergeVotes(
      judges.map((model) => {
        const logit = seen + own * normal(draw);
        const answers = Array.from({ length: samples }, (_, sample): JudgeSample => {
          const toFirst = logit + (isSwapped(this.seed, id, sample) ? -place : place);
          const winner = draw() < sigmoid(toFirst) ? 'first' : 'second';
          return { kind: 'verdict', winner, confidence: 3, reason: '' };
        });
        return modelVote(model, answers);
      }),
    );
  }
}

/** Box and Muller 1958. */
function normal(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
