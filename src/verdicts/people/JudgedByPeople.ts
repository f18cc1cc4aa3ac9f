import { ratingsOf, type Rating, type Ratings } from '../agreement/Ratings';
import { votesOf, type Vote } from '../folds/votesOf';
import type { Label } from '../Label';
import type { LabelFold } from '../LabelFold';
import { outcomeOf, outcomes, strengthOf } from '../outcomeOf';
import type { Choice } from '../VerdictEvent';
import type { Verdict } from '../verdictsInForce';

/** A pair that somebody judged: who said what of it. */
export interface JudgedByPeople {
  pair: string;
  label: Label | null;
  verdicts: Verdict[];
  votes: Vote[];
}

/** The pairs with a verdict in force, in the order of their ids, as far as they are wanted. */
export function judgedByPeople(fold: LabelFold, isWanted: (pair: string) => boolean): JudgedByPeople[] {
  const pairs = [...fold.labels().keys()].filter(isWanted).sort();
  return pairs.map((pair) => {
    const verdicts = fold.verdicts(pair);
    return { pair, label: fold.label(pair), verdicts, votes: votesOf(verdicts, fold.personOf) };
  });
}

/** The outcomes of votes as values; a skip is no vote. */
const judgements = outcomes.filter((outcome) => outcome !== 'skip');

/** Steps from "first much better" to "second much better". */
const steps = 7;

/** What people said of the pairs, as values without an order. */
export function outcomeRatings(judged: readonly JudgedByPeople[], people: readonly string[]): Ratings {
  return ratings(judged, people, judgements.length, (choice) =>
    judgements.findIndex((one) => one === outcomeOf(choice)),
  );
}

/** How strongly people prefer a response, as values in order; whoever prefers none and says no tie has no rating. */
export function strengthRatings(judged: readonly JudgedByPeople[], people: readonly string[]): Ratings {
  return ratings(judged, people, steps, (choice) => (strengthOf(choice) ?? -4) + 3);
}

function ratings(
  judged: readonly JudgedByPeople[],
  people: readonly string[],
  values: number,
  valueOf: (choice: Choice) => number,
): Ratings {
  const places = new Map(people.map((person, place) => [person, place]));
  const list = judged.flatMap(({ votes }, unit) =>
    votes.flatMap(({ person, choice }): Rating[] => {
      const [rater, value] = [places.get(person), valueOf(choice)];
      return rater === undefined || value < 0 ? [] : [{ unit, rater, value }];
    }),
  );
  return ratingsOf(list, { units: judged.length, people: people.length, values });
}
