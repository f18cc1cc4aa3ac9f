import { seededShare } from '../seededShare';

/** How the pool grows: all of it from the start, or in equal parts, one an iteration. */
export const arrivals = ['even', 'at_once'] as const;

export type Arrival = (typeof arrivals)[number];

/**
 * The iteration, from 1, in which a pair comes into the pool (arXiv 2507.01352, stage 1: the pool grows by new data before each
 * iteration). The paper's data came as it was found; here every pair's prompt decides with the seed.
 *
 * @param prompt `promptKey`: pairs with one prompt come together.
 */
export function arrivalOf(arrival: Arrival, seed: string, prompt: string, iterations: number): number {
  return arrival === 'at_once' ? 1 : 1 + Math.floor(seededShare(seed, 'arrival', prompt) * iterations);
}
