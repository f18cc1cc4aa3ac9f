import { foldPair } from '../foldPair';
import type { PersonOf } from '../PersonOf';
import type { Choice } from '../VerdictEvent';
import type { Verdict } from '../verdictsInForce';

/** What one person says of a pair by their own judgement: blind, neither a repeat nor an adjudication. */
export interface Vote {
  person: string;
  choice: Choice;
  /** The person's own verdicts are gold: nothing that the protocol asks for is lacking, and it was not revised after the reveal. */
  gold: boolean;
}

/**
 * One vote of each person who judged the pair blind, in the order of the people's names. A skip is no vote.
 *
 * @param verdicts those of the pair that are in force, oldest first, as `LabelFold.verdicts` gives them.
 */
export function votesOf(verdicts: readonly Verdict[], personOf: PersonOf): Vote[] {
  const byPerson = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const { occasion } = verdict.data;
    if (occasion === 'repeat' || occasion === 'adjudication') continue;
    const person = personOf(verdict.client);
    byPerson.set(person, [...(byPerson.get(person) ?? []), verdict]);
  }
  const people = [...byPerson].sort(([one], [other]) => (one < other ? -1 : 1));
  return people.flatMap(([person, own]) => voteOf(person, own, personOf));
}

function voteOf(person: string, own: Verdict[], personOf: PersonOf): Vote[] {
  const blind = own.findLast(({ data }) => data.visibility === 'blind' && data.choice.kind !== 'skip');
  if (!blind) return [];
  const label = foldPair(blind.pair, new Map(own.map((verdict) => [verdict.id, verdict])), personOf);
  return [{ person, choice: blind.data.choice, gold: label?.gold ?? false }];
}

/** Only the gold ones: those that may become a label. */
export function goldVotesOf(verdicts: readonly Verdict[], personOf: PersonOf): Vote[] {
  return votesOf(verdicts, personOf).filter(({ gold }) => gold);
}
