import { finiteInterval } from './finiteInterval';
import type { StopRule } from './StopRule';

/**
 * The stop rule: the fewest further pairs of the random stratum after which the interval is narrow enough, if the share of wrong
 * labels stays what it is.
 *
 * @param share of wrong labels in the sample so far. @param sample above 0. @param target above 0.
 */
export function whenToStop(share: number, sample: number, population: number, target: number): StopRule {
  const halfWidth = (more: number): number => {
    const { low, high } = finiteInterval(share, sample + more, population);
    return (high - low) / 2;
  };
  let [enough, short] = [Math.max(0, population - sample), -1];
  // The width falls with the sample, so the border between too few and enough is halved until it is found.
  while (enough - short > 1) {
    const middle = Math.floor((enough + short) / 2);
    if (halfWidth(middle) <= target) enough = middle;
    else short = middle;
  }
  return { target, halfWidth: halfWidth(0), more: enough };
}
