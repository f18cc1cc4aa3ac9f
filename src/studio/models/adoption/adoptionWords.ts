import type { PairedComparison } from '../../../rewards/paired/comparePaired';
import { pairsToSee } from '../../../rewards/paired/pairsToSee';
import { count, counted, percent, signed } from '../../parts/format';

/** A difference that one plans by where none has been measured, and the share of pairs on which two models part then. */
const planned = { difference: 0.05, apart: 0.2 };

/** Points of accuracy: 0.031 is "3.1". */
function points(share: number): string {
  return (100 * share).toFixed(1).replace('-', '\u2212');
}

/** What came of it, words first. */
export function findingWords({ finding, difference: { difference, low, high }, pairs }: PairedComparison): string {
  const on = `on ${counted(pairs, 'gold pair')}`;
  if (finding === 'better')
    return `The new model is better by ${points(difference)} points (${points(low)} to ${points(high)}) ${on}.`;
  if (finding === 'worse')
    return `The new model is worse by ${points(-difference)} points (${points(-high)} to ${points(-low)}) ${on}.`;
  return `The two cannot be told apart ${on}: new less old is ${signed(100 * difference, 1)} points (${points(low)} to ${points(high)}).`;
}

/** How many verified pairs it would take, where the models could not be told apart; null where they could. */
export function enoughWords(comparison: PairedComparison | null): string | null {
  if (comparison && comparison.finding !== 'unclear') return null;
  const measured = comparison?.difference.difference ?? 0;
  if (comparison && Math.abs(measured) >= 0.001) {
    const needed = pairsToSee(measured, comparison.apart);
    if (needed <= comparison.pairs)
      return `A difference of ${points(Math.abs(measured))} points lies at the edge of what ${count(comparison.pairs)} pairs show. Some more verified pairs would settle it.`;
    return `To see a difference of ${points(Math.abs(measured))} points it takes about ${count(needed)} verified pairs.`;
  }
  const apart = Math.max(comparison?.apart ?? planned.apart, planned.difference);
  const words = comparison ? `${percent(apart, 0)} of the pairs` : 'one pair in five';
  return `To see a difference of ${points(planned.difference)} points it takes about ${count(pairsToSee(planned.difference, apart))} verified pairs, where only one of two models is right on ${words}.`;
}

/** "p = 0.03", and "p < 0.001" where digits would say nothing. */
export function probabilityWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

/** "+3.1 (0.4 to 5.8)". */
export function differenceWords({ difference, low, high }: PairedComparison['difference']): string {
  return `${signed(100 * difference, 1)} (${points(low)} to ${points(high)})`;
}
