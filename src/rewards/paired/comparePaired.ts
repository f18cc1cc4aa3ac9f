import { agreement, type Agreement } from '../agreement';
import { pairedDifference } from '../head/pairedDifference';
import { scoreInterval } from '../scoreInterval';
import type { Interval } from '../wilson';
import { exactMcNemar } from './exactMcNemar';

/** What two models say of a pair. */
export interface PairedRow {
  /** One of `labelCodes`; a pair whose label chooses no response is not compared. */
  label: number;
  /** Rewards of the first and of the second response by the older and by the newer model; NaN where there is none. */
  older: readonly [number, number];
  newer: readonly [number, number];
}

/** How often a model prefers the chosen response; equal rewards count half. */
export interface HalfAccuracy {
  right: number;
  ties: number;
  /** (right + ties / 2) / pairs. */
  share: number;
  /** Wilson, 95 %. */
  interval: Interval;
}

/** Two models on exactly the same pairs. */
export interface PairedComparison {
  pairs: number;
  older: HalfAccuracy;
  newer: HalfAccuracy;
  /** Pairs on which the newer model does better, and worse, than the older one. */
  gained: number;
  lost: number;
  /** Of the shares, newer less older. */
  difference: Interval & { difference: number };
  /** The share of pairs on which only one of the two is right; a pair with equal rewards of one of them counts half. */
  apart: number;
  /** Exact McNemar over gained and lost. */
  p: number;
  /** Told apart where the interval leaves zero out and p is below 0.05: both, since each is an approximation in its own way. */
  finding: 'better' | 'worse' | 'unclear';
}

const credits: Record<Agreement, number> = { agreement: 1, tie: 0.5, disagreement: 0 };
const alpha = 0.05;

/** How the newer model changes a pair: above 0 for the better, below 0 for the worse; null where the pair is not compared. */
export function changeOf({ label, older, newer }: PairedRow): number | null {
  const [before, after] = [agreement(...older, label), agreement(...newer, label)];
  return before === null || after === null ? null : credits[after] - credits[before];
}

/** Compares two models over the pairs that both have scored and whose label chooses; null where there is none. */
export function comparePaired(rows: Iterable<PairedRow>): PairedComparison | null {
  const counts = { older: { agreement: 0, tie: 0, disagreement: 0 }, newer: { agreement: 0, tie: 0, disagreement: 0 } };
  const moved = { gained: 0, lost: 0, up: 0, down: 0 };
  for (const { label, older, newer } of rows) {
    const [before, after] = [agreement(...older, label), agreement(...newer, label)];
    if (before === null || after === null) continue;
    counts.older[before]++;
    counts.newer[after]++;
    const change = credits[after] - credits[before];
    if (change > 0) [moved.gained, moved.up] = [moved.gained + 1, moved.up + change];
    if (change < 0) [moved.lost, moved.down] = [moved.lost + 1, moved.down - change];
  }
  const pairs = counts.older.agreement + counts.older.tie + counts.older.disagreement;
  if (pairs === 0) return null;
  const { gained, lost, up, down } = moved;
  const difference = pairedDifference(up, down, pairs);
  const p = exactMcNemar(gained, lost);
  return {
    ...{ pairs, gained, lost, difference, p },
    older: halfAccuracy(counts.older, pairs),
    newer: halfAccuracy(counts.newer, pairs),
    apart: (up + down) / pairs,
    finding: findingOf(difference, p),
  };
}

function halfAccuracy({ agreement: right, tie: ties }: Record<Agreement, number>, pairs: number): HalfAccuracy {
  const share = (right + ties / 2) / pairs;
  return { right, ties, share, interval: scoreInterval(share, pairs) };
}

function findingOf({ low, high }: Interval, p: number): PairedComparison['finding'] {
  if (p >= alpha || (low <= 0 && high >= 0)) return 'unclear';
  return low > 0 ? 'better' : 'worse';
}
