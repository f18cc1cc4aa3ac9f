import { wilson } from '../../rewards/wilson';
import { unlabelledReasons } from '../labels/CuratedLabel';
import type { BoardAccuracy, BoardIteration } from './Board';
import type { BoardFacts } from './BoardFacts';

type Counts = Readonly<Record<string, number>>;

/** The iterations of a plan, begun or not, in their order. */
export function boardIterations({ plan, counts, models, trainings }: BoardFacts): BoardIteration[] {
  return Array.from({ length: plan.iterations.count }, (_, at): BoardIteration => {
    const iteration = at + 1;
    const of = (stage: string) => counts.get(`${stage}@${iteration}`) ?? null;
    const [labels, evaluated] = [of('merge'), of('evaluate')];
    return {
      iteration,
      pool: of('retrieve')?.['pool'] ?? null,
      gold: labels && (labels['gold'] ?? 0),
      silver: labels && (labels['silver'] ?? 0),
      discarded: labels && discardedIn(labels),
      disagreement: partOf(evaluated, 'disagree', 'gold'),
      flipped: partOf(labels, 'flipped', 'sourced'),
      accuracy: accuracyIn(evaluated),
      model: models.get(`train@${iteration}`) ?? null,
      training: trainings.get(`train@${iteration}`) ?? null,
    };
  });
}

/** What somebody has looked at and found no label for. Pairs that nobody has labelled yet are open. */
function discardedIn(labels: Counts): number {
  return unlabelledReasons.reduce((sum, why) => sum + (why === 'open' ? 0 : (labels[why] ?? 0)), 0);
}

/** Null where the step has not counted it. */
function partOf(counts: Counts | null, pairs: string, of: string): { pairs: number; of: number } | null {
  const [one, all] = [counts?.[pairs], counts?.[of]];
  return one === undefined || all === undefined ? null : { pairs: one, of: all };
}

/** By the counts `gold` and `right` of an evaluation; null where there is no gold. */
export function accuracyIn(evaluated: Counts | null): BoardAccuracy | null {
  const [gold = 0, right = 0] = [evaluated?.['gold'], evaluated?.['right']];
  return gold === 0 ? null : { share: right / gold, ...wilson(right, gold), pairs: gold };
}
