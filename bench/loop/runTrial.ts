import { stageTwoBits } from '../../src/curation/stageTwo/stageTwoBits';
import { curatedLabels } from './curatedLabels';
import type { Signs } from './HeadTrainer';
import { stageOne, type StageOneResult } from './stageOne';
import { stageTwo, type StageTwoResult } from './stageTwo';
import { trainGold } from './trainGold';
import { chooseByErrors, chooseLowMargin, chooseRandom, type Choose } from './strategies';
import type { Trial } from './Trial';

/** What one strategy left behind. */
export interface Outcome {
  /** Of the labels that the pool left with, the share that is right. */
  labels: number;
  /** Share of the pool that left with a label. */
  labelled: number;
  /** Of the untouched pairs, the share on which a model trained on those labels gives the truth. */
  model: number;
  /** Of the pairs that people judged, the share whose label in the source was wrong; NaN: they judged none. */
  found: number;
}

export const filters = ['best', 'gold', 'both', 'rule'] as const;
export type Filter = (typeof filters)[number];

/** Of the labels that a filter keeps, and of those that it would turn round, the share that is then right; NaN: it has none. */
export type FilterOutcome = Record<Filter, { keep: number; flip: number; kept: number }>;

/** `random_loop`: the full loop whose pairs are chosen by chance. `recycled`: the full loop with discarded pairs turned round. */
export const strategies = [
  'none',
  'random',
  'low_margin',
  'adaptive',
  'random_loop',
  'full_loop',
  'recycled',
  'truth',
] as const;
export type Strategy = (typeof strategies)[number];

export interface TrialOutcome {
  outcomes: Record<Strategy, Outcome>;
  filters: FilterOutcome;
  /** Of the judges' votes on the pairs of stage 2, the share that is right, and where the truth is the shorter response. */
  judges: { right: number; rightShorter: number };
  /** Of the pairs of stage 2, the share that the best and the gold model order by the truth. */
  models: { best: number; gold: number };
}

/** All strategies on one seed: the same pool, the same mistakes of people and of judges. */
export function runTrial(trial: Trial): TrialOutcome {
  const verified = (choose: Choose): Outcome => {
    const first = stageOne(trial, choose, false);
    return outcomeOf(trial, curatedLabels(trial, first, null), first);
  };
  const looped = (first: StageOneResult, second: StageTwoResult): Outcome =>
    outcomeOf(trial, curatedLabels(trial, first, second), first);
  const [byChance, full] = [chooseRandom, chooseByErrors].map((choose) => stageOne(trial, choose, true));
  if (!byChance || !full) throw new Error('Stage 1 gave nothing.');
  const [chanceGold, goldModel] = [trainGold(trial, byChance.gold), trainGold(trial, full.gold)];
  const second = stageTwo(trial, full.best, goldModel, false);
  const untouched = { ...byChance, people: new Map() };
  return {
    outcomes: {
      none: outcomeOf(trial, trial.source, untouched),
      random: verified(chooseRandom),
      low_margin: verified(chooseLowMargin),
      adaptive: verified(chooseByErrors),
      random_loop: looped(byChance, stageTwo(trial, byChance.best, chanceGold, false)),
      full_loop: looped(full, second),
      recycled: looped(full, stageTwo(trial, full.best, goldModel, true)),
      truth: outcomeOf(trial, truthOfPool(trial), untouched),
    },
    filters: filterOutcome(trial, second),
    judges: judgedRight(trial),
    models: { best: orderedRight(trial, full.best.margins), gold: orderedRight(trial, goldModel.margins) },
  };
}

function truthOfPool({ truth, source }: Trial): Signs {
  return source.map((sign, row) => (sign === 0 ? 0 : (truth[row] ?? 0)));
}

/** Trains on the labels that a pool left with, as strongly bound as does best on gold when gold is left out. */
function outcomeOf(
  { unverified, wild, test, truth, source, trainer }: Trial,
  labels: Signs,
  { gold, people }: Pick<StageOneResult, 'gold' | 'people'>,
): Outcome {
  const pool = [...unverified, ...wild];
  const labelled = pool.filter((row) => labels[row] !== 0);
  const known = new Set(gold.rows);
  const { ridge } = trainer.best(
    labelled.filter((row) => !known.has(row)),
    labels,
    gold,
  );
  const { margins } = trainer.fit(labelled, labels, ridge);
  return {
    labels: shareOf(labelled, (row) => labels[row] === truth[row]),
    labelled: labelled.length / pool.length,
    model: shareOf(test, (row) => (margins[row] ?? 0) * (truth[row] ?? 0) > 0),
    found: shareOf([...people.keys()], (row) => source[row] !== truth[row]),
  };
}

function filterOutcome({ wild, source, truth }: Trial, { bits }: StageTwoResult): FilterOutcome {
  const { best, gold, kept } = stageTwoBits;
  const outcome = (keeps: (bits: number) => boolean) => {
    const [keep, drop] = [true, false].map((side) => wild.filter((_, place) => keeps(bits[place] ?? 0) === side));
    const isRight = (row: number) => source[row] === truth[row];
    return {
      keep: shareOf(keep ?? [], isRight),
      flip: shareOf(drop ?? [], (row) => !isRight(row)),
      kept: (keep ?? []).length / wild.length,
    };
  };
  return {
    best: outcome((found) => (found & best) !== 0),
    gold: outcome((found) => (found & gold) !== 0),
    both: outcome((found) => (found & gold) !== 0 && (found & best) !== 0),
    rule: outcome((found) => (found & kept) !== 0),
  };
}

function judgedRight({ wild, truth, judges, pairs }: Trial): TrialOutcome['judges'] {
  const voted = wild.filter((row) => judges.vote(row).vote !== 'abstain');
  const isRight = (row: number) => (judges.vote(row).vote === 'first' ? 1 : -1) === truth[row];
  const shorter = voted.filter((row) => (truth[row] ?? 0) * (pairs[row]?.length ?? 0) < 0);
  return { right: shareOf(voted, isRight), rightShorter: shareOf(shorter, isRight) };
}

function orderedRight({ wild, truth }: Trial, margins: Float64Array): number {
  return shareOf(wild, (row) => (margins[row] ?? 0) * (truth[row] ?? 0) > 0);
}

function shareOf(rows: readonly number[], counts: (row: number) => boolean): number {
  return rows.length === 0 ? NaN : rows.filter(counts).length / rows.length;
}
