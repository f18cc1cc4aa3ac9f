/** Prices of one pair by how it came to its label, in one currency. */
interface PairPrices {
  gold: number;
  silver: number;
  stage2: number;
}

/** The example of the paper's third version, in US dollars. */
const paperPrices: PairPrices = { gold: 0.5, silver: 0.05, stage2: 0.01 };

/** B = c_H |gold| + c_L1 |silver| + c_L2 |stage 2| (arXiv 2507.01352, third version, cost). */
export function paperBudget(pairs: PairPrices, prices: PairPrices = paperPrices): number {
  return prices.gold * pairs.gold + prices.silver * pairs.silver + prices.stage2 * pairs.stage2;
}
