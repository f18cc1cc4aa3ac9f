/**
 * Area under the ROC curve of rewards against right and wrong: the chance that a right one has a higher reward than a wrong
 * one, a tie counting half (Mann and Whitney 1947). The rewards are sorted once; each call weighs them anew.
 *
 * @param owner of each response the place of its item, whose weight it has
 * @returns NaN where all that count are right, or wrong
 */
export function rocArea(
  rewards: Float64Array,
  isRight: Uint8Array,
  owner: Uint32Array,
): (weights: Float64Array) => number {
  const order = Uint32Array.from(rewards.keys()).sort((one, other) => (rewards[one] ?? 0) - (rewards[other] ?? 0));
  return (weights) => {
    let [below, wrong, right, wins] = [0, 0, 0, 0];
    for (let at = 0; at < order.length;) {
      const reward = rewards[order[at] ?? 0];
      let [tiedRight, tiedWrong] = [0, 0];
      for (; at < order.length && rewards[order[at] ?? 0] === reward; at++) {
        const response = order[at] ?? 0;
        const weight = weights[owner[response] ?? 0] ?? 0;
        if (isRight[response] === 1) tiedRight += weight;
        else tiedWrong += weight;
      }
      wins += tiedRight * (below + tiedWrong / 2);
      below += tiedWrong;
      right += tiedRight;
      wrong += tiedWrong;
    }
    return right === 0 || wrong === 0 ? NaN : wins / (right * wrong);
  };
}
