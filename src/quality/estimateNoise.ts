import { finiteInterval } from './finiteInterval';
import type { JudgedPair } from './JudgedPair';
import { labelledOutcome } from './labelledOutcome';
import type { NoiseEstimate } from './NoiseEstimate';
import { outcomeOf } from '../verdicts/outcomeOf';
import { randomSample } from './randomSample';
import type { Share } from './Share';
import { whenToStop } from './whenToStop';

export interface NoiseOptions {
  /** All pairs of the data set. */
  rows: number;
  /** Labelled pairs of the data set whose label chooses a response: what the sample was drawn from. */
  population: number;
  /** Half the width of the interval that is asked for: 0.02 is two points. */
  target: number;
}

type Tally = NoiseEstimate['left'] & { drawn: number; right: number; reversed: number; neither: number };

const needed = 'No pair of the random sample has a label and a blind verdict yet.';

/**
 * The share of wrong labels, estimated without bias from the random stratum (`randomSample`). All other orders look for wrong
 * labels and would find too many.
 *
 * A label is wrong where the blind verdict prefers the response that it rejects. A tie or "both bad" counts as a pair and not
 * as wrong, and as not supported. Undecidable and divergent pairs, those put off and those judged with label or rewards in
 * sight are left out and counted. Labels that choose no response are no part of the question.
 */
export function estimateNoise(pairs: readonly JudgedPair[], { rows, population, target }: NoiseOptions): NoiseEstimate {
  const tally = tallyOf(randomSample(pairs, rows));
  const { drawn, right, reversed, neither, ...left } = tally;
  const decided = right + reversed + neither;
  // The pairs that can be decided are as many among all as among those drawn.
  const decidable = drawn === 0 ? population : Math.max(decided, Math.round((population * decided) / drawn));
  return {
    ...{ population, drawn, left },
    wrong: finiteShare(reversed, decided, decidable),
    unsupported: finiteShare(reversed + neither, decided, decidable),
    stop: decided === 0 ? null : whenToStop(reversed / decided, decided, decidable, target),
  };
}

function tallyOf(pairs: Iterable<JudgedPair>): Tally {
  const tally: Tally = {
    drawn: 0,
    putOff: 0,
    revealed: 0,
    undecidable: 0,
    divergent: 0,
    right: 0,
    reversed: 0,
    neither: 0,
  };
  for (const pair of pairs) {
    const label = labelledOutcome(pair.label);
    if (!label) continue;
    tally.drawn++;
    tally[fateOf(pair, label)]++;
  }
  return tally;
}

function fateOf({ first, blind }: JudgedPair, label: 'first' | 'second'): Exclude<keyof Tally, 'drawn'> {
  if (first.data.choice.kind === 'skip') return 'putOff';
  if (!blind) return 'revealed';
  const outcome = outcomeOf(blind.data.choice);
  if (outcome === 'tie' || outcome === 'both_bad') return 'neither';
  if (outcome === 'first' || outcome === 'second') return outcome === label ? 'right' : 'reversed';
  return outcome === 'skip' ? 'putOff' : outcome;
}

function finiteShare(hits: number, of: number, population: number): Share {
  if (of === 0) return { kind: 'undefined', why: needed };
  return { kind: 'share', hits, of, share: hits / of, interval: finiteInterval(hits / of, of, population) };
}
