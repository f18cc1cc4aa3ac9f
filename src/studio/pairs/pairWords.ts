import { count } from '../parts/format';
import { labelCodes } from '../../pairs/PairIndex';
import { verdictStates } from '../../verdicts/verdictState';
import type { PairFilter, PairSort } from './PairQuery';

export const filterWords: Record<PairFilter, string> = {
  all: 'All',
  disagreements: 'Disagreements',
  low_margin: 'Low margin',
  unlabelled: 'Unlabelled',
  unscored: 'Not scored',
  verified: 'Verified',
  too_long: 'Too long',
};

export const filterHints: Partial<Record<PairFilter, string>> = {
  disagreements: 'the model gives the rejected response the higher reward',
  low_margin: 'p between 25 and 75 %: the model hardly prefers either response',
  unlabelled: 'the source does not say which response is better',
  verified: 'a verdict other than a skip was given',
  too_long: 'a response and its prompt have more tokens than the model takes',
};

export const sortWords: Record<PairSort, string> = {
  file: 'File order',
  margin: 'Margin',
  p: 'p',
  length: 'Length',
};

export function labelWord(code: number): string {
  if (code === labelCodes.tie) return 'tie';
  if (code === labelCodes.both_bad) return 'both bad';
  return code === labelCodes.none ? 'none' : 'chosen';
}

export function verdictWord(code: number): string {
  if (code === verdictStates.gold) return 'gold';
  if (code === verdictStates.judged) return 'judged';
  return code === verdictStates.skipped ? 'skipped' : '';
}

/** How the model stands to a pair whose rewards are not shown: a text is never cut, so one may be too long for it. */
export function stateWords(tooLongTokens: number | null, complete: boolean): string {
  if (tooLongTokens !== null) return `too long, ${count(tooLongTokens)} tokens`;
  return complete ? 'scored' : 'not scored';
}
