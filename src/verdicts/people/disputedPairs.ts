import { outcomeOf } from '../outcomeOf';
import { me } from '../PersonOf';
import type { JudgedByPeople } from './JudgedByPeople';
import type { DisputedPair } from './PeopleReport';

/** Whether people differ on a pair's outcome; how strongly they prefer the same response is no dispute. */
export function isDisputed({ votes }: Pick<JudgedByPeople, 'votes'>): boolean {
  return new Set(votes.map(({ choice }) => outcomeOf(choice))).size > 1;
}

export function isAdjudicated({ verdicts }: Pick<JudgedByPeople, 'verdicts'>): boolean {
  return verdicts.some(({ data }) => data.occasion === 'adjudication');
}

/** The pairs on which people differ and that nobody has adjudicated. */
export function disputedPairs(judged: readonly JudgedByPeople[]): DisputedPair[] {
  return judged
    .filter((one) => isDisputed(one) && !isAdjudicated(one))
    .map(({ pair, votes }) => ({ pair, mine: votes.some(({ person }) => person === me) }));
}
