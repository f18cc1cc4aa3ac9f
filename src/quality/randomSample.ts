import type { JudgedPair } from './JudgedPair';

/**
 * The judged pairs that are a uniform sample of the data set, without regard to how they came: all those up to the last one, in the
 * data set's random order, that the queue drew at random. It draws whichever open pair comes first in that order, so that up to there
 * every pair is met, by lot or before it was its turn; who judges disagreements first and draws at random then would else miss them.
 *
 * Where the pairs do not fill the order up to there (they were drawn on another device, with another seed), those drawn alone count.
 *
 * @param rows pairs of the whole data set.
 */
export function randomSample(pairs: readonly JudgedPair[], rows: number): JudgedPair[] {
  const drawn = pairs.filter((pair) => pair.drawn);
  const last = drawn.reduce((most, { place }) => Math.max(most, place), 0);
  const upToLast = pairs.filter(({ place }) => place <= last);
  // Places are uniform in 0..1, so this many pairs lie up to there, give or take what four standard deviations allow.
  const expected = rows * last;
  const isFilled = upToLast.length >= expected - 4 * Math.sqrt(expected) - 4;
  return isFilled && upToLast.length >= drawn.length ? upToLast : drawn;
}
