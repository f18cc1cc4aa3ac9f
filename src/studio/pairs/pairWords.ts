import { count } from '../parts/format';
import { labelCodes } from '../../pairs/PairIndex';
import { verdictStates } from '../../verdicts/verdictState';
import type { FacetChoice, PairFilter, PairQuery, PairSort } from '../../pairs/view/PairQuery';

export const filterWords: Record<PairFilter, string> = {
  all: 'All',
  conflicts: 'Conflicts',
  disagreements: 'Disagreements',
  low_margin: 'Low margin',
  unlabelled: 'Unlabelled',
  unscored: 'Not scored',
  verified: 'Verified',
  too_long: 'Too long',
};

export const filterHints: Partial<Record<PairFilter, string>> = {
  conflicts: 'the pair came more than once, and not always with the same label',
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

/** What a box of a facet says. */
export function optionWords({ kind, value }: FacetChoice): string {
  if (kind === 'none') return 'none';
  return kind === 'other' ? 'other values' : value;
}

/** A whole view in one line. */
export function queryWords({ filter, facets, sort, descending, text, words }: PairQuery): string {
  const parts = [filter === 'all' ? 'all pairs' : filterWords[filter].toLowerCase()];
  for (const name of new Set(facets.map(({ facet }) => facet))) {
    parts.push(
      `${name}: ${facets
        .filter(({ facet }) => facet === name)
        .map(optionWords)
        .join(' or ')}`,
    );
  }
  if (text !== '') parts.push(`with ${words ? 'the whole words ' : ''}"${text}"`);
  if (sort !== 'file' || descending) parts.push(`by ${sortWords[sort].toLowerCase()}${descending ? ', falling' : ''}`);
  return parts.join(', ');
}
