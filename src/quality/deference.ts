import { isDirected } from './isDirected';
import type { JudgedPair } from './JudgedPair';
import { labelledOutcome } from './labelledOutcome';
import { outcomeOf } from '../verdicts/outcomeOf';
import type { Share } from './Share';
import { shareOf } from './shareOf';

export interface Deference {
  /** Of the blind verdicts that preferred the other response: how many were revised to the revealed one. */
  followed: Share;
  /** Of those that preferred the same one already: how many were revised all the same. What revising alone would make. */
  otherwise: Share;
}

/**
 * The deference rate: how often a person goes over to what the reveal shows. A verdict that nobody revised counts as kept,
 * whether the person looked at the reveal or not.
 *
 * @param revealed what the reveal shows of a pair; null where it names no response.
 */
function deference(
  pairs: Iterable<JudgedPair>,
  revealed: (pair: JudgedPair) => 'first' | 'second' | null,
  what: string,
) {
  const counts = { differed: 0, followed: 0, agreed: 0, left: 0 };
  for (const pair of pairs) {
    const [shown, before] = [revealed(pair), pair.blind && outcomeOf(pair.blind.data.choice)];
    if (!shown || !isDirected(before)) continue;
    const after = pair.revealed ? outcomeOf(pair.revealed.data.choice) : before;
    counts[before === shown ? 'agreed' : 'differed']++;
    if (before !== shown && after === shown) counts.followed++;
    if (before === shown && after !== shown) counts.left++;
  }
  return {
    followed: shareOf(counts.followed, counts.differed, `No blind verdict has differed from ${what} yet.`),
    otherwise: shareOf(counts.left, counts.agreed, `No blind verdict has agreed with ${what} yet.`),
  };
}

/** Deference to the source's label. */
export function deferenceToLabel(pairs: Iterable<JudgedPair>): Deference {
  return deference(pairs, ({ label }) => labelledOutcome(label), 'the label');
}

/** Deference to the model in use: its margin now, which another model may have given when the verdict fell. */
export function deferenceToModel(pairs: Iterable<JudgedPair>): Deference {
  return deference(
    pairs,
    ({ margin }) => (margin === 0 || Number.isNaN(margin) ? null : margin > 0 ? 'first' : 'second'),
    'the model',
  );
}
