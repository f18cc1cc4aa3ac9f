import type { FoldName } from '../../../verdicts/folds/FoldName';

const folds: Readonly<Record<FoldName, string>> = {
  newest: 'the newest verdict in force',
  majority: 'what more than half of the annotators say',
  unanimous: 'what all annotators say',
  adjudicated: 'an adjudication, else what all annotators say',
  dawid_skene: 'the outcome that is more likely than not after Dawid and Skene (1979)',
};

/** What gold labels are, as every card says it. */
export function goldSentence(fold: FoldName): string {
  return `Gold labels are given by people who did not see any reward or earlier label; of several annotators, ${folds[fold]} counts.`;
}
