/** k_max of the paper: more neighbours no pair has. */
export const mostNeighbours = 8;

/**
 * How many neighbours of a judged pair are looked at, by the probability p that the model gives the verdict: 8 where the
 * model is wrong (p <= 0.5), ceil(8 (1 - p)) where it is right but not sure, none at p = 1. The step from 8 to 4 at 0.5 is
 * the paper's own (Skywork-Reward-V2, arXiv 2507.01352, Stage 1).
 */
export function retrievalK(p: number): number {
  return p <= 0.5 ? mostNeighbours : Math.ceil(mostNeighbours * (1 - p));
}
