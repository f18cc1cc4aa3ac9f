import { mostNeighbours } from '../retrievalK';
import { nearestFirst, type Neighbour } from './Neighbour';

/** A gold pair near the one that is to be judged. */
export interface GoldNeighbour extends Neighbour {
  /** `promptKey` of its prompt. */
  prompt: string;
}

export interface ExampleOptions {
  /** At most so many; the paper's k_max is 8, and no more are taken. */
  most?: number;
  /** Gold pairs less similar than this are no examples; null: all are. */
  threshold?: number | null;
}

/**
 * R2 of arXiv 2507.01352 (third version): the gold pairs nearest to a pair, as examples for the judge. Never the pair itself nor one
 * with its prompt, whose label would give the answer away. The most similar stands last, next to the pair that is judged: the
 * order is not stated and is ours.
 *
 * @param neighbours gold pairs whose label names the better response, in any order.
 */
export function chooseExamples<Gold extends GoldNeighbour>(
  target: { pair: string; prompt: string },
  neighbours: Iterable<Gold>,
  { most = mostNeighbours, threshold = null }: ExampleOptions = {},
): Gold[] {
  const may = [...neighbours].filter(
    ({ pair, prompt, similarity }) =>
      pair !== target.pair && prompt !== target.prompt && (threshold === null || similarity >= threshold),
  );
  const nearest = may.sort(nearestFirst).slice(0, Math.min(most, mostNeighbours));
  return nearest.reverse();
}
