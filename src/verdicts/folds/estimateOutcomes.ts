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
  const all = [...votes.values()].flat();
  const people = [...new Set(all.map(({ person }) => person))].sort();
  // An outcome that nobody ever said would be a class of its own that soaks up pairs.
  const said = new Set(all.map(({ choice }) => outcomeOf(choice)));
  const values = outcomes.filter((outcome) => said.has(outcome));
  const ratings = ratingsOf(ratingList(pairs, votes, people, values), {
    units: pairs.length,
    people: people.length,
    values: values.length,
  });
  const { probabilities } = dawidSkene(ratings);
  return new Map(
    pairs.flatMap((pair, unit): [string, Estimate][] => {
      const row = probabilities.subarray(unit * values.length, (unit + 1) * values.length);
      return (votes.get(pair) ?? []).length === 0 ? [] : [[pair, likeliest(row, values)]];
    }),
  );
}

function ratingList(
  pairs: readonly string[],
  votes: ReadonlyMap<string, readonly Vote[]>,
  people: readonly string[],
  values: readonly Outcome[],
): Rating[] {
  const places = new Map(people.map((person, place) => [person, place]));
  return pairs.flatMap((pair, unit) =>
    (votes.get(pair) ?? []).map(({ person, choice }) => ({
      unit,
      rater: places.get(person) ?? 0,
      value: values.indexOf(outcomeOf(choice)),
    })),
  );
}

function likeliest(row: Float64Array, values: readonly Outcome[]): Estimate {
  const probability = Math.max(...row);
  return { outcome: values[row.indexOf(probability)] ?? 'skip', probability };
}
