import type { PersonOf } from '../verdicts/PersonOf';
import type { Verdict } from '../verdicts/verdictsInForce';
import { outcomeOf, type Outcome } from '../verdicts/outcomeOf';

/** So many other people must agree before a pair counts as known. */
const fewestPeople = 2;

/**
 * What is known of a pair: the newest adjudication, or else what at least two people said before `before` (ISO time), all of
 * them the same. Null where neither is there.
 *
 * @param others verdicts in force of other people, oldest first.
 */
export function knownOutcome(others: readonly Verdict[], personOf: PersonOf, before: string): Outcome | null {
  const adjudication = others.findLast(({ data }) => data.occasion === 'adjudication');
  if (adjudication) return outcomeOf(adjudication.data.choice);
  const byPerson = new Map<string, Outcome>();
  for (const { at, client, data } of others) {
    if (at < before && data.occasion !== 'repeat' && data.choice.kind !== 'skip')
      byPerson.set(personOf(client), outcomeOf(data.choice));
  }
  const outcomes = new Set(byPerson.values());
  const [only] = outcomes;
  return byPerson.size >= fewestPeople && outcomes.size === 1 && only ? only : null;
}
