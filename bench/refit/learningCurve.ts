import { Refitter } from '../../src/rewards/head/Refitter';
import type { RefitData } from '../../src/rewards/head/RefitData';
import { drawSigns } from '../../src/rewards/head/drawSigns';
import { seededNumbers } from '../../test/support/seededNumbers';

export interface JudgedState {
  prompt: number;
  /** state(first) - state(second). */
  difference: Float32Array;
  /** reward(first) - reward(second) of the model as it is. */
  margin: number;
  /** 1 where people prefer the first response, -1 the second. */
  sign: number;
}

export type Curve = 'refit' | 'model' | 'control';

/** A mean over the held-out pairs with its 95 % interval. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
}

export interface CurvePoint {
  verdicts: number;
  accuracy: Record<Curve, Estimate>;
  /** Refit less model. */
  gain: Estimate;
}

/** By pair: how often it was held out, and how often each curve had it right. */
interface Tally extends Record<'refit' | 'model', Float64Array> {
  held: Float64Array;
  /** By repetition: the accuracy of a head that was fitted to sides drawn by lot. */
  control: number[];
}

/** A third of the prompts is held out in each repetition, drawn anew. */
const heldOut = 1 / 3;
const resamples = 2000;

/**
 * Held-out accuracy after so many verdicts, over repetitions of: hold out a third of the prompts, judge pairs of the others in random
 * order as people's votes did, refit, look at the pairs held out. Intervals are of a bootstrap over prompts, percentiles; that of the
 * control is where 95 % of its heads lie, one a repetition.
 */
export function learningCurve(
  pairs: readonly JudgedState[],
  steps: readonly number[],
  repetitions: number,
): CurvePoint[] {
  const tallies = steps.map(() => emptyTally(pairs.length));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const draw = seededNumbers(repetition + 1);
    const prompts = shuffled([...new Set(pairs.map(({ prompt }) => prompt))], draw);
    const held = new Set(prompts.slice(0, Math.round(prompts.length * heldOut)));
    const judged = shuffled(
      [...pairs.keys()].filter((row) => !held.has(pairs[row]?.prompt ?? 0)),
      draw,
    );
    const test = [...pairs.keys()].filter((row) => held.has(pairs[row]?.prompt ?? 0));
    steps.forEach((verdicts, at) => {
      if (judged.length < verdicts) return;
      const known = judged.slice(0, verdicts).flatMap((row) => pairs[row] ?? []);
      count(tallies[at] as Tally, pairs, test, known, repetition);
    });
  }
  return steps.map((verdicts, at) => pointOf(verdicts, pairs, tallies[at] as Tally));
}

function count(tally: Tally, pairs: readonly JudgedState[], test: number[], known: JudgedState[], seed: number): void {
  const head = new Refitter().refit(dataOf(known)).head;
  const lot = drawSigns(known.length, 1000 * (seed + 1) + known.length);
  const control = new Refitter().refit(dataOf(known.map((pair, at) => ({ ...pair, sign: lot[at] ?? 1 })))).head;
  let controlRight = 0;
  for (const row of test) {
    const pair = pairs[row] as JudgedState;
    const isRight = (margin: number) => Number(pair.sign * margin > 0);
    tally.held[row] = (tally.held[row] ?? 0) + 1;
    tally.refit[row] = (tally.refit[row] ?? 0) + isRight(product(head, pair.difference));
    controlRight += isRight(product(control, pair.difference));
    tally.model[row] = (tally.model[row] ?? 0) + isRight(pair.margin);
  }
  tally.control.push(controlRight / test.length);
}

function dataOf(known: readonly JudgedState[]): RefitData {
  const width = known[0]?.difference.length ?? 0;
  const differences = new Float32Array(known.length * width);
  known.forEach(({ difference }, at) => differences.set(difference, at * width));
  return {
    ...{ width, differences, seed: 1 },
    pairs: known.map((_, at) => String(at)),
    signs: Int8Array.from(known, ({ sign }) => sign),
    weights: new Float64Array(known.length).fill(1),
    prompts: Float64Array.from(known, ({ prompt }) => prompt),
    margins: Float64Array.from(known, ({ margin }) => margin),
  };
}

function pointOf(verdicts: number, pairs: readonly JudgedState[], tally: Tally): CurvePoint {
  const prompts = promptSums(pairs, tally);
  const estimate = (of: (sums: Float64Array) => number): Estimate => bootstrap(prompts, of);
  const share = (sums: Float64Array, at: number) => (sums[at] ?? 0) / (sums[2] ?? 1);
  return {
    verdicts,
    accuracy: {
      refit: estimate((sums) => share(sums, 0)),
      model: estimate((sums) => share(sums, 1)),
      control: spreadOf(tally.control),
    },
    gain: estimate((sums) => share(sums, 0) - share(sums, 1)),
  };
}

/** By prompt: how often refit and model were right, and pairs held out. Each pair counts once. */
function promptSums(pairs: readonly JudgedState[], tally: Tally): Float64Array[] {
  const sums = new Map<number, Float64Array>();
  pairs.forEach(({ prompt }, row) => {
    const held = tally.held[row] ?? 0;
    if (held === 0) return;
    const sum = sums.get(prompt) ?? new Float64Array(3);
    sums.set(prompt, sum);
    (['refit', 'model'] as const).forEach((curve, at) => (sum[at] = (sum[at] ?? 0) + (tally[curve][row] ?? 0) / held));
    sum[2] = (sum[2] ?? 0) + 1;
  });
  return [...sums.values()];
}

function bootstrap(prompts: readonly Float64Array[], of: (sums: Float64Array) => number): Estimate {
  const draw = seededNumbers(7);
  const total = (chosen: readonly Float64Array[]): Float64Array =>
    chosen.reduce((sum, one) => sum.map((value, at) => value + (one[at] ?? 0)), new Float64Array(3));
  const means = Array.from({ length: resamples }, () =>
    of(total(prompts.map(() => prompts[Math.floor(draw() * prompts.length)] as Float64Array))),
  ).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (resamples - 1))] ?? NaN;
  return { mean: of(total(prompts)), low: at(0.025), high: at(0.975) };
}

/** Mean and middle 95 % of single heads: what luck reaches. */
function spreadOf(shares: readonly number[]): Estimate {
  const ascending = [...shares].sort((a, b) => a - b);
  const at = (share: number): number => ascending[Math.round(share * (ascending.length - 1))] ?? NaN;
  return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, low: at(0.025), high: at(0.975) };
}

function emptyTally(length: number): Tally {
  const column = () => new Float64Array(length);
  return { refit: column(), model: column(), held: column(), control: [] };
}

function product(head: Float64Array, difference: Float32Array): number {
  return head.reduce((sum, weight, at) => sum + weight * (difference[at] ?? 0), 0);
}

function shuffled<Value>(values: readonly Value[], draw: () => number): Value[] {
  return values
    .map((value) => ({ value, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
