import type { JudgedPair } from './JudgedPair';
import { outcomeOf } from '../verdicts/outcomeOf';
import type { Share } from './Share';
import { shareOf } from './shareOf';

/** How often this person's blind verdict said what is known of the pair from others (`knownOutcome`), strength aside. */
export function goldAccuracy(pairs: Iterable<JudgedPair>): Share {
  const counts = { all: 0, right: 0 };
  for (const { blind, known } of pairs) {
    if (!blind || known === null) continue;
    counts.all++;
    if (outcomeOf(blind.data.choice) === known) counts.right++;
  }
  const needed =
    'No pair that you judged blind is known: adjudicated by somebody else, or judged alike by two other people before.';
  return shareOf(counts.right, counts.all, needed);
}
