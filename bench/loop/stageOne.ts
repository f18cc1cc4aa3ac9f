import { seededShare } from '../../src/curation/seededShare';
import { assignPairs, type Assignment } from '../../src/curation/stageOne/assignPairs';
import type { MergedVote } from '../../src/curation/votes/mergeVotes';
import type { Signs, TrainedHead } from './HeadTrainer';
import { chooseRandom, type Choose } from './strategies';
import type { Trial } from './Trial';

export interface StageOneResult {
  /** What people's verdicts of a row fold to. */
  people: Map<number, 'first' | 'second' | 'divided'>;
  /** What judges said of a row. */
  silver: Map<number, MergedVote>;
  /** Trained on all labels but gold, chosen by gold. */
  best: TrainedHead;
  gold: { rows: number[]; labels: Signs };
}

/** The first for pairs at random, since without gold nothing can be retrieved; the others as the strategy says. */
const rounds = 5;
/** As in the example of a plan. */
const overlap = 0.1;

const unknown = { objectivity: null, controversiality: null };

/**
 * Stage 1: in each round some pairs are chosen, people judge as many as they have verdicts for and, where `asksJudges`, judges have the
 * rest; then a model is trained anew.
 */
export function stageOne(trial: Trial, choose: Choose, asksJudges: boolean): StageOneResult {
  const { pairs, unverified, seed } = trial;
  const result: Omit<StageOneResult, 'best' | 'gold'> = { people: new Map(), silver: new Map() };
  const verdicts = Math.floor(trial.budget / rounds);
  const most = Math.max(2 * verdicts, Math.ceil(unverified.length / rounds));
  let best: TrainedHead | null = null;
  for (let round = 0; round < rounds; round++) {
    const free = unverified.filter((row) => !result.people.has(row) && !result.silver.has(row));
    const gold = goldOf(trial, result.people);
    const margins = best?.margins ?? new Float64Array(pairs.length);
    const asked = gold.rows.map((row) => ({ row, margin: (margins[row] ?? 0) * (gold.labels[row] ?? 0) }));
    const chosen = (best ? choose : chooseRandom)({ pairs, free, gold: asked, margins, most, seed });
    const rowOf = new Map(chosen.map((row) => [pairs[row]?.id ?? '', row]));
    const found = [...rowOf.keys()].map((pair) => ({ pair, attributes: unknown, disputed: false }));
    const assigned = assignPairs(found, { verdicts, overlap, seed });
    judgeByPeople(trial, assigned.people, rowOf, result.people);
    if (asksJudges)
      for (const pair of assigned.judges) {
        const row = rowOf.get(pair) ?? 0;
        result.silver.set(row, trial.judges.vote(row));
      }
    best = trainBest(trial, result);
  }
  if (!best) throw new Error('Stage 1 had no round.');
  return { ...result, best, gold: goldOf(trial, result.people) };
}

function judgeByPeople(
  { pairs, truth, seed, personError }: Trial,
  assigned: Assignment['people'],
  rowOf: ReadonlyMap<string, number>,
  people: StageOneResult['people'],
): void {
  for (const { pair, annotators } of assigned) {
    const row = rowOf.get(pair) ?? 0;
    const said = Array.from({ length: annotators }, (_, person) => {
      const isWrong = seededShare(seed, 'person', String(person), pairs[row]?.id ?? '') < personError;
      return (truth[row] ?? 0) > 0 !== isWrong ? ('first' as const) : ('second' as const);
    });
    people.set(row, said[0] && new Set(said).size === 1 ? said[0] : 'divided');
  }
}

/** People's labels by row, without those on which they are divided. */
function goldOf({ truth }: Trial, people: StageOneResult['people']): StageOneResult['gold'] {
  const labels = new Int8Array(truth.length);
  for (const [row, outcome] of people) labels[row] = outcome === 'first' ? 1 : outcome === 'second' ? -1 : 0;
  return { labels, rows: [...people.keys()].filter((row) => labels[row] !== 0) };
}

/** On the labels of the source, and those of judges where there are any: silver, never gold, which chooses. */
function trainBest(trial: Trial, { people, silver }: Pick<StageOneResult, 'people' | 'silver'>): TrainedHead {
  const labels = trial.source.slice();
  for (const [row, { vote }] of silver) labels[row] = vote === 'first' ? 1 : vote === 'second' ? -1 : 0;
  const rows = trial.unverified.filter((row) => !people.has(row));
  return trial.trainer.best(rows, labels, goldOf(trial, people));
}
