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
  // In the order of the rewards, for a bootstrap walks through them a thousand times.
  const owners = order.map((at) => owner[at] ?? 0);
  const rights = Uint8Array.from(order, (at) => isRight[at] ?? 0);
  const endsTie = Uint8Array.from(order, (at, place) => Number(rewards[at] !== rewards[order[place + 1] ?? -1]));
  return (weights) => {
    let [below, wrong, right, wins] = [0, 0, 0, 0];
    let [tiedRight, tiedWrong] = [0, 0];
    for (let place = 0; place < owners.length; place++) {
      const weight = weights[owners[place] ?? 0] ?? 0;
      if (rights[place] === 1) tiedRight += weight;
      else tiedWrong += weight;
      if (endsTie[place] === 0) continue;
      wins += tiedRight * (below + tiedWrong / 2);
      below += tiedWrong;
      right += tiedRight;
      wrong += tiedWrong;
      tiedRight = tiedWrong = 0;
    }
    return right === 0 || wrong === 0 ? NaN : wins / (right * wrong);
  };
}
