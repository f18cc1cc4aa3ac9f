import type { Figure } from './Figure';
import { kindsOf, type Patterns } from './Patterns';

/** Of all pairs of ratings of one unit, the share that say the same: 0 to 1. It knows nothing of chance. */
export function percentAgreement(patterns: Patterns): Figure {
  let [same, all] = [0, 0];
  for (const { said, units, size } of kindsOf(patterns)) {
    for (const n of said) same += units * n * (n - 1);
    all += units * size * (size - 1);
  }
  return all === 0 ? { undefinedBecause: 'no_overlap' } : { value: same / all };
}
