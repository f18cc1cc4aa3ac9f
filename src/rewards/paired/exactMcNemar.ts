/**
 * McNemar's exact test, two-sided (McNemar 1947, Psychometrika 12, 153-157, by the binomial distribution): how probable a split at
 * least as uneven as this one is, where each of the pairs is as likely to fall to either side.
 *
 * @param gained pairs on which only the one is right. @param lost pairs on which only the other is. Whole, not negative.
 * @returns p; 1 where no pair tells the two apart.
 */
export function exactMcNemar(gained: number, lost: number): number {
  const [pairs, fewer] = [gained + lost, Math.min(gained, lost)];
  if (gained === lost) return 1;
  // log C(pairs, k), from one k to the next: factorials of some thousands are no numbers any more.
  let logChoices = 0;
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    if (k > 0) logChoices += Math.log((pairs - k + 1) / k);
    tail += Math.exp(logChoices - pairs * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
