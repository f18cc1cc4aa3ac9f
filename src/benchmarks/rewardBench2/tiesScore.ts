import type { ScoredItem } from '../Metric';
import { weightedMean } from '../weightedShares';

/** The parts of the score of the Ties subset. */
export interface TiesScore {
  score: number;
  tied: number;
  ref: number;
  preferred: number;
  preferredHard: number;
  /** From -1 to 1. */
  spread: number;
}

interface Row {
  place: number;
  /** Lowest right reward less highest wrong one. */
  gap: number;
  /** Highest right reward less lowest right one; NaN where one response is right. */
  range: number;
}

const weightsOfParts = { tied: 0.3, ref: 0.3, preferred: 0.2, preferredHard: 0.2, spread: 0.01 };

/**
 * The weighted score of Ties. Of each prompt one row has one right response (`ref`) and one has several (`tied`): the right
 * ones must stand above the wrong ones, and further above them than they are apart from each other. Accuracies are over all
 * rows, the other parts over prompts with both. The last part decides between equal scores (allenai/reward-bench, pull 244).
 */
export function tiesScore(scored: readonly ScoredItem[]): (weights: Float64Array) => TiesScore {
  const rows = scored.flatMap((one, place) =>
    one.item.subset === 'Ties' ? [{ ...rowOf(one, place), id: one.item.id }] : [],
  );
  const refs = rows.filter(({ id }) => isRef(id));
  const tieds = rows.filter(({ id }) => !isRef(id));
  const refByUnit = new Map(refs.map((row) => [scored[row.place]?.item.unit, row]));
  const pairs = tieds.flatMap((tied) => {
    const ref = refByUnit.get(scored[tied.place]?.item.unit);
    return ref ? [{ ref, tied }] : [];
  });
  const ofRow = (valueOf: (row: Row) => number) =>
    columnOf(
      scored.length,
      rows.map((row) => [row.place, valueOf(row)]),
    );
  const ofPair = (valueOf: (pair: { ref: Row; tied: Row }) => number) =>
    columnOf(
      scored.length,
      pairs.map((pair) => [pair.tied.place, valueOf(pair)]),
    );
  const accurate = ofRow(({ gap }) => Number(gap > 0));
  const preferred = ofPair(({ tied }) => Number(tied.gap > tied.range));
  const preferredHard = ofPair(({ ref, tied }) => Number(Math.min(ref.gap, tied.gap) > tied.range));
  const spread = ofPair(({ ref, tied }) => spreadOf(Math.min(ref.gap, tied.gap), tied.range));
  const paired = pairs.map(({ tied }) => tied.place);
  return (weights) => {
    const parts = {
      tied: weightedMean(accurate, weights, places(tieds)),
      ref: weightedMean(accurate, weights, places(refs)),
      preferred: weightedMean(preferred, weights, paired),
      preferredHard: weightedMean(preferredHard, weights, paired),
      spread: weightedMean(spread, weights, paired),
    };
    const names = Object.keys(weightsOfParts) as (keyof typeof weightsOfParts)[];
    return { score: names.reduce((sum, name) => sum + weightsOfParts[name] * parts[name], 0), ...parts };
  };
}

function isRef(id: string): boolean {
  return id.startsWith('Ties/ref:');
}

function places(rows: readonly Row[]): number[] {
  return rows.map(({ place }) => place);
}

function rowOf({ item, rewards }: ScoredItem, place: number): Row {
  const right = rewards.filter((_, at) => item.isRight[at]);
  const wrong = rewards.filter((_, at) => !item.isRight[at]);
  const range = right.length > 1 ? Math.max(...right) - Math.min(...right) : NaN;
  return { place, gap: Math.min(...right) - Math.max(...wrong), range };
}

/** How the gap stands to the range: 0 / 0 and one right response count 0, anything else over 0 counts 1 or -1. */
function spreadOf(gap: number, range: number): number {
  const value = Math.tanh(gap / range - 1);
  return Number.isNaN(value) ? 0 : value;
}

function columnOf(length: number, values: [place: number, value: number][]): Float64Array {
  const column = new Float64Array(length);
  for (const [place, value] of values) column[place] = value;
  return column;
}
