import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

/** Each of Newton's steps squares the share by which the result is off: one that moves it by less was the last that counts. */
const nearEnough = 1e-7;
const mostSteps = 200;
/** Of more margins so many, evenly spread, find the beginning. */
const fewMargins = 4096;

/**
 * The temperature with the least log loss: margins divided by it are as sure as they are right (Guo et al. 2017, ICML, for two
 * outcomes). The loss is convex in 1 / temperature; Newton's steps find its least value, kept between bounds that enclose it.
 *
 * @param margins to the chosen response
 * @returns undefined where no temperature above zero is best
 */
export function bestTemperature(margins: Float64Array): Statistic {
  const why = whyNone(margins);
  if (why !== null) return undefinedBecause(why);
  const few = margins.length > 2 * fewMargins ? fewOf(margins) : null;
  const start = few === null || whyNone(few) !== null ? firstGuess(margins) : leastAt(few, firstGuess(few));
  return value(1 / leastAt(margins, start));
}

function whyNone(margins: Float64Array): string | null {
  let [sum, largest, against] = [0, 0, 0];
  for (let at = 0; at < margins.length; at++) {
    const margin = margins[at] ?? 0;
    sum += margin;
    largest = Math.max(largest, Math.abs(margin));
    if (margin < 0) against++;
  }
  if (margins.length === 0) return noLabelledPair;
  if (largest === 0) return 'All margins are zero.';
  if (against === 0) return 'No margin stands against the label: the smaller the temperature, the better.';
  return sum > 0 ? null : 'The margins stand against the label on the whole: the larger the temperature, the better.';
}

function firstGuess(margins: Float64Array): number {
  return 1 / Math.sqrt(margins.reduce((sum, margin) => sum + (margin * margin) / margins.length, 0));
}

/** Where the slope of the loss is zero. @param start above zero, of its order */
function leastAt(margins: Float64Array, start: number): number {
  let [low, high] = [0, Infinity];
  let at = start;
  for (let step = 0; step < mostSteps; step++) {
    const { slope, bend } = slopeAt(margins, at);
    if (slope < 0) low = at;
    else high = at;
    const newton = at - slope / bend;
    if (Math.abs(newton - at) <= nearEnough * at) return newton;
    const isBetween = newton > low && newton < high;
    at = isBetween ? newton : high === Infinity ? at * 2 : (low + high) / 2;
  }
  return at;
}

/** Evenly spread over all of them: where they stand in the order of their size, over all sizes. */
function fewOf(margins: Float64Array): Float64Array {
  return Float64Array.from(
    { length: fewMargins },
    (_, at) => margins[Math.floor((at * margins.length) / fewMargins)] ?? 0,
  );
}

/** First and second derivative of the summed loss by 1 / temperature. */
function slopeAt(margins: Float64Array, at: number): { slope: number; bend: number } {
  let [slope, bend] = [0, 0];
  for (let n = 0; n < margins.length; n++) {
    const margin = margins[n] ?? 0;
    // exp overflows to infinity, and the quotient is 0 then.
    const wrong = 1 / (1 + Math.exp(at * margin));
    slope -= margin * wrong;
    bend += margin * margin * wrong * (1 - wrong);
  }
  return { slope, bend };
}
