import { choiceWords } from '../../verdicts/strengthWords';
import type { VerdictData } from '../../verdicts/VerdictEvent';
import type { SomeonesVerdict } from './PairVerdicts';

/** What others said of a pair, by the sides of the screen: "Ben: B much better; Cleo: Tie". Empty where nobody did. */
export function othersWords(verdicts: SomeonesVerdict[], left: VerdictData['left']): string {
  const newest = new Map(verdicts.map(({ event, who }) => [who, event]));
  return [...newest].map(([who, { data }]) => `${who}: ${choiceWords(data.choice, left)}`).join('; ');
}
