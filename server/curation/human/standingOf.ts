import type { PeopleStanding } from '../pipeline/WaitingForPeople';
import type { JudgedPair } from './judgedPairs';

/** A pair that people were given, and how many of them are to judge it. */
export interface WantedPair {
  pair: string;
  annotators: number;
}

/**
 * How far people are with their pairs. A pair has arrived when as many people have judged it as should, or somebody has decided it.
 * Where they differ it is disputed until then: it never is gold, and settles nothing where disputes are waited for.
 */
export function standingOf(
  wanted: readonly WantedPair[],
  judged: ReadonlyMap<string, JudgedPair>,
  waitsForDisputed: boolean,
): PeopleStanding {
  const there = wanted.flatMap(({ pair, annotators }) => {
    const one = judged.get(pair);
    return one && (one.people >= annotators || one.isAdjudicated) ? [one] : [];
  });
  const disputed = there.filter(({ gold }) => gold?.outcome === 'divided').length;
  const settled = there.length - (waitsForDisputed ? disputed : 0);
  return { wanted: wanted.length, arrived: there.length, disputed, settled, waitsForDisputed };
}
