import type { Verdict } from '../verdicts/verdictsInForce';
import { isDirected } from './isDirected';
import type { JudgedPair } from './JudgedPair';
import { outcomeOf } from '../verdicts/outcomeOf';
import type { Share } from './Share';
import { shareOf } from './shareOf';

export interface Consistency {
  /** Repeats that say the same as the blind verdict before: the same response, or the same answer without a side. */
  same: Share;
  /** Repeats that name the other response, and so the same side of the screen again. */
  sideKept: Share;
}

const needed = 'No pair has come back with its sides swapped yet.';

/**
 * Self-consistency: each repeat (sides swapped, not announced) against the blind verdict that the same person gave before it.
 * Strength is left out of it: the next step on the scale is no contradiction.
 */
export function consistency(pairs: Iterable<JudgedPair>): Consistency {
  const counts = { all: 0, same: 0, sideKept: 0 };
  for (const { blind, repeats } of pairs) {
    for (const repeat of repeats) {
      if (!blind || repeat.at <= blind.at || repeat.data.choice.kind === 'skip') continue;
      counts.all++;
      if (saysTheSame(blind, repeat)) counts.same++;
      else if (isDirected(outcomeOf(blind.data.choice)) && isDirected(outcomeOf(repeat.data.choice))) counts.sideKept++;
    }
  }
  return { same: shareOf(counts.same, counts.all, needed), sideKept: shareOf(counts.sideKept, counts.all, needed) };
}

function saysTheSame(a: Verdict, b: Verdict): boolean {
  return outcomeOf(a.data.choice) === outcomeOf(b.data.choice);
}
