import { isDirected } from './isDirected';
import type { JudgedPair } from './JudgedPair';
import { outcomeOf } from '../verdicts/outcomeOf';
import type { Share } from './Share';
import { shareOf } from './shareOf';

/**
 * How often side A (left, or above) won among blind verdicts that prefer a response. Sides are drawn by lot, so that without
 * bias it is one in two.
 */
export function sideBias(pairs: Iterable<JudgedPair>): Share {
  const counts = { all: 0, a: 0 };
  for (const { blind } of pairs) {
    const outcome = blind && outcomeOf(blind.data.choice);
    if (!blind || !isDirected(outcome)) continue;
    counts.all++;
    if (outcome === blind.data.left) counts.a++;
  }
  return shareOf(counts.a, counts.all, 'No blind verdict prefers a response yet.');
}
