import type { Measured } from '../../verdicts/agreement/agreementOf';
import type { Undefined } from '../../verdicts/agreement/Figure';
import type { FoldName } from '../../verdicts/folds/FoldName';
import type { Outcome } from '../../verdicts/outcomeOf';
import { me } from '../../verdicts/PersonOf';

/** A person as the screens name them. */
export function personWords(person: string): string {
  return person === me ? 'You' : person;
}

export const undefinedWords: Record<Undefined, string> = {
  no_overlap: 'undefined: no pair has two verdicts',
  one_value: 'undefined: everybody always said the same, so chance explains all of it',
  uneven: 'undefined: pairs have different numbers of verdicts',
};

/** "0.62 (0.48 to 0.75)", or why there is no figure. */
export function measuredWords({ figure, interval }: Measured): string {
  if (!('value' in figure)) return undefinedWords[figure.undefinedBecause];
  return interval
    ? `${decimal(figure.value)} (${decimal(interval.low)} to ${decimal(interval.high)})`
    : decimal(figure.value);
}

/** Two decimals with a true minus sign. */
export function decimal(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

export const foldWords: Record<FoldName, string> = {
  newest: 'Newest verdict',
  majority: 'Majority',
  unanimous: 'Unanimous',
  adjudicated: 'Adjudicated, else unanimous',
  dawid_skene: 'Dawid and Skene',
};

export const outcomeWords: Record<Outcome, string> = {
  first: 'A response is better',
  second: 'A response is better',
  tie: 'Tie',
  both_bad: 'Both bad',
  undecidable: 'Undecidable',
  divergent: 'People differ',
  skip: 'Skipped',
};
