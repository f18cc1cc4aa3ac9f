import { ratingsOf, type Rating } from '../agreement/Ratings';
import { outcomeOf, outcomes, type Outcome } from '../outcomeOf';
import { dawidSkene } from './dawidSkene';
import type { Vote } from './votesOf';

/** What a pair's outcome is by Dawid and Skene, and how likely. */
export interface Estimate {
  outcome: Outcome;
  probability: number;
}

/**
 * The likeliest outcome of each pair that somebody voted on, from all votes together. It is the same for every order in which
 * pairs and votes come.
 */
export function estimateOutcomes(votes: ReadonlyMap<string, readonly Vote[]>): Map<string, Estimate> {
  const pairs = [...votes.keys()].sort();
  const people = [...new Set([...votes.values()].flat().map(({ person }) => person))].sort();
  const places = new Map(people.map((person, place) => [person, place]));
  const ratings = pairs.flatMap((pair, unit) =>
    (votes.get(pair) ?? []).map(({ person, choice }): Rating => ({
      unit,
      rater: places.get(person) ?? 0,
      value: outcomes.indexOf(outcomeOf(choice)),
    })),
  );
  const size = { units: pairs.length, people: people.length, values: outcomes.length };
  const { probabilities } = dawidSkene(ratingsOf(ratings, size));
  return new Map(
    pairs.flatMap((pair, unit): [string, Estimate][] => {
      const row = probabilities.subarray(unit * outcomes.length, (unit + 1) * outcomes.length);
      return (votes.get(pair) ?? []).length === 0 ? [] : [[pair, likeliest(row)]];
    }),
  );
}

function likeliest(row: Float64Array): Estimate {
  const probability = Math.max(...row);
  return { outcome: outcomes[row.indexOf(probability)] ?? 'skip', probability };
}
