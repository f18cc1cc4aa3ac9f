import { costOfParts } from '../cost/costOfParts';
import type { Cost } from '../cost/Cost';
import { StageTwoCounts } from '../stageTwo/StageTwoCounts';
import { boardVersion, type Board, type BoardFinal, type BoardStageTwo } from './Board';
import type { BoardFacts } from './BoardFacts';
import { accuracyIn, boardIterations } from './boardIterations';

const hourMs = 3_600_000;

/** What a run is at just now. */
export type BoardMoment = Pick<Board, 'state' | 'reason' | 'startedAt' | 'at' | 'step' | 'waiting'>;

/** The board of a plan: sums of what its steps have counted, beside what the run is at. */
export function boardOf(facts: BoardFacts, moment: BoardMoment): Board {
  const { plan, project, steps, counts, estimate } = facts;
  return {
    version: boardVersion,
    plan: plan.plan,
    project,
    ...moment,
    steps: steps.map(({ label }) => ({ label, counts: counts.get(label) ?? null })),
    iterations: boardIterations(facts),
    stageTwo: stageTwoOf(facts),
    cost: costSoFar(facts),
    estimate,
    budget: plan.budget,
    final: finalOf(facts),
    dataSet: dataSetOf(facts),
  };
}

/**
 * A verdict takes the median time of its step's verdicts: a pair left open over lunch was not judged for an hour. The hours of a
 * training are counted as hours of one GPU, whatever it ran on.
 */
export function costSoFar({ steps, counts, plan, spent, trainings }: BoardFacts): Cost {
  let [verdicts, humanHours] = [0, 0];
  for (const { label, stage } of steps) {
    if (stage !== 'human') continue;
    const { verdicts: given = 0, medianMs = 0 } = counts.get(label) ?? {};
    verdicts += given;
    humanHours += (given * medianMs) / hourMs;
  }
  const gpuHours = [...trainings.values()].reduce((sum, { hours }) => sum + hours, 0);
  return costOfParts({ verdicts, humanHours, gpuHours, ...spent }, plan.prices);
}

function stageTwoOf({ counts }: BoardFacts): BoardStageTwo | null {
  const rule = counts.get('rule');
  if (rule === undefined) return null;
  const found = new StageTwoCounts();
  for (const [name, rows] of Object.entries(rule)) {
    const bits = /^bits_(\d{1,2})$/.exec(name)?.[1];
    if (bits !== undefined) found.addRows(Number(bits), rows);
  }
  const { rows, kept, keptByJudges, discarded, flipped, undecided } = found;
  return { rows, kept, keptByJudges, discarded, flipped, undecided, asked: counts.get('filter')?.['ask'] ?? null };
}

function dataSetOf({ counts }: BoardFacts): Board['dataSet'] {
  const exported = counts.get('export');
  if (exported === undefined) return null;
  const gold = exported['gold'] ?? 0;
  const silver = (exported['silver'] ?? 0) + (exported['silver_flipped'] ?? 0);
  return { rows: gold + silver, gold, silver };
}

const [trained, evaluated] = ['train-final', 'evaluate-final'] as const;

function finalOf({ steps, counts, trainings, registered }: BoardFacts): BoardFinal | null {
  if (!steps.some(({ label }) => label === trained)) return null;
  const training = trainings.get(trained) ?? null;
  return { run: training?.run ?? null, training, accuracy: accuracyIn(counts.get(evaluated) ?? null), registered };
}
