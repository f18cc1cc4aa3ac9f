import { chance } from '../../queue/randomKey';

/**
 * So many different rows, drawn at random and the same for one seed (`seedWord`), in the order of the draw: a larger sample begins with
 * the smaller one. Of a data set with fewer rows, all of them.
 */
export function sampleRows(rows: number, size: number, seed: number): number[] {
  const drawn = new Set<number>();
  const wanted = Math.min(rows, size);
  for (let n = 0; drawn.size < wanted; n++) drawn.add(Math.floor(chance(seed, n) * rows));
  return [...drawn];
}
