/** Of one prompt, for each K from 1 to the number of responses. */
export interface BestOfK {
  /** Expected correctness of the response with the highest reward in a random subset of K responses. */
  top: Float64Array;
  /** Chance that such a subset has a right response and the one with the highest reward is wrong: what was lost. */
  loss: Float64Array;
}

/**
 * The best-of-K curve of one prompt, exactly: with n responses in the order of their rewards, the one of rank r (from 1) is
 * the best of a random subset of K with the chance C(n - r, K - 1) / C(n, K). Responses of equal reward share theirs. The
 * chances are made one from the other, so that no large binomial is ever computed.
 */
export function bestOfK(rewards: readonly number[], isRight: readonly boolean[]): BestOfK {
  const n = rewards.length;
  const expected = byRank(rewards, isRight);
  const wrong = isRight.filter((right) => !right).length;
  const [top, loss] = [new Float64Array(n), new Float64Array(n)];
  // C(wrong, K) / C(n, K): the chance that a subset has no right response.
  let noneRight = 1;
  for (let k = 1; k <= n; k++) {
    noneRight *= Math.max(0, wrong - k + 1) / (n - k + 1);
    let [chance, sum] = [k / n, 0];
    for (let rank = 1; rank <= n - k + 1; rank++) {
      sum += chance * (expected[rank - 1] ?? 0);
      chance *= (n - rank - k + 1) / (n - rank);
    }
    top[k - 1] = sum;
    loss[k - 1] = Math.max(0, 1 - noneRight - sum);
  }
  return { top, loss };
}

/** Correctness by rank, the highest reward first; where rewards are equal, the share of right ones among them. */
function byRank(rewards: readonly number[], isRight: readonly boolean[]): number[] {
  const shares = new Map<number, { right: number; count: number }>();
  for (const [at, reward] of rewards.entries()) {
    const share = shares.get(reward) ?? { right: 0, count: 0 };
    shares.set(reward, { right: share.right + Number(isRight[at]), count: share.count + 1 });
  }
  const ordered = [...shares].sort(([one], [other]) => other - one);
  return ordered.flatMap(([, { right, count }]) => Array.from({ length: count }, () => right / count));
}
