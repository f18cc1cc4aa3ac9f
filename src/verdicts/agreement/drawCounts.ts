/** From so many expected successes and failures on, the normal distribution stands for the binomial one. */
const manyExpected = 100;

/**
 * Draws as many units as there are, with replacement, and says how many fall on each kind: one after the other the number of
 * a kind is binomial among the units that are left. It costs at most `manyExpected` numbers a kind, however many units there are.
 */
export function drawCounts(units: Float64Array, random: () => number): Float64Array {
  let left = units.reduce((sum, n) => sum + n, 0);
  let weight = left;
  return units.map((n) => {
    const drawn = n === 0 || left === 0 ? 0 : n >= weight ? left : binomial(left, n / weight, random);
    left -= drawn;
    weight -= n;
    return drawn;
  });
}

/** Successes of n trials of probability p. The rarer outcome is counted by the gaps between its occurrences. */
function binomial(n: number, p: number, random: () => number): number {
  if (p > 0.5) return n - binomial(n, 1 - p, random);
  if (n * p > manyExpected) return normalBinomial(n, p, random);
  const scale = Math.log1p(-p);
  let [successes, trial] = [0, 0];
  for (;;) {
    trial += Math.floor(Math.log1p(-random()) / scale) + 1;
    if (trial > n) return successes;
    successes++;
  }
}

/** By Box and Muller 1958. */
function normalBinomial(n: number, p: number, random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log1p(-random()));
  const standard = radius * Math.cos(2 * Math.PI * random());
  return Math.min(n, Math.max(0, Math.round(n * p + standard * Math.sqrt(n * p * (1 - p)))));
}
