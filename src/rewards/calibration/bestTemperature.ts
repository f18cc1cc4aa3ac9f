import { sigmoid } from '../sigmoid';
import { undefinedBecause, value, type Statistic } from '../Statistic';
import { noLabelledPair } from './noLabelledPair';

/** Newton's steps are done when they move the result by less than this share of it. */
const nearEnough = 1e-13;
const mostSteps = 200;

/**
 * The temperature with the least log loss: margins divided by it are as sure as they are right (Guo et al. 2017, ICML, for two
 * outcomes). The loss is convex in 1 / temperature; Newton's steps find its least value, kept between bounds that enclose it.
 *
 * @param margins to the chosen response
 * @returns undefined where no temperature above zero is best
 */
export function bestTemperature(margins: Float64Array): Statistic {
  if (margins.length === 0) return undefinedBecause(noLabelledPair);
  let [sum, squares, against] = [0, 0, 0];
  for (const margin of margins) {
    sum += margin;
    squares += margin * margin;
    if (margin < 0) against++;
  }
  if (squares === 0) return undefinedBecause('All margins are zero.');
  if (against === 0)
    return undefinedBecause('No margin stands against the label: the smaller the temperature, the better.');
  if (sum <= 0)
    return undefinedBecause(
      'The margins stand against the label on the whole: the larger the temperature, the better.',
    );
  return value(1 / leastAt(margins, Math.sqrt(margins.length / squares)));
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
    const next = newton > low && newton < high ? newton : high === Infinity ? at * 2 : (low + high) / 2;
    if (Math.abs(next - at) <= nearEnough * at) return next;
    at = next;
  }
  return at;
}

/** First and second derivative of the summed loss by 1 / temperature. */
function slopeAt(margins: Float64Array, at: number): { slope: number; bend: number } {
  let [slope, bend] = [0, 0];
  for (const margin of margins) {
    const wrong = sigmoid(-at * margin);
    slope -= margin * wrong;
    bend += margin * margin * wrong * (1 - wrong);
  }
  return { slope, bend };
}
