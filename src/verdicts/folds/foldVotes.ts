import type { Label } from '../Label';
import { outcomeOf, type Outcome } from '../outcomeOf';
import type { Choice, Strength } from '../VerdictEvent';
import type { Verdict } from '../verdictsInForce';
import { agreedChoice, middlingChoice } from './agreedChoice';
import type { Estimate } from './estimateOutcomes';
import type { FoldName } from './FoldName';
import type { Vote } from './votesOf';

/** All that is known of a pair's verdicts. */
export interface FoldInput {
  /** What `foldPair` makes of them; null where there are none. */
  label: Label | null;
  /** Those in force, oldest first. */
  verdicts: readonly Verdict[];
  /** The gold ones of `votesOf`. */
  votes: readonly Vote[];
  /** By `estimateOutcomes`; null where it was not made. Only `dawid_skene` needs it. */
  estimate: Estimate | null;
}

/** What a fold says: the choice and whose votes stand behind it. A null choice: people are divided. */
export interface Folded {
  choice: Choice | null;
  choices: Choice[];
}

/** What is 0.5 but for rounding is no more likely than not. */
const likelierThanNot = 0.5 + 1e-9;

/** The gold label that a fold makes of a pair's verdicts; null where it makes none, since no verdict of it is gold. */
export function foldVotes(fold: FoldName, input: FoldInput): Folded | null {
  const { label, votes, estimate } = input;
  if (fold === 'newest') return label?.gold ? { choice: label.choice, choices: [label.choice] } : null;
  if (fold === 'adjudicated' && input.verdicts.some(({ data }) => data.occasion === 'adjudication'))
    return label?.gold ? { choice: label.choice, choices: [label.choice] } : null;
  const choices = votes.map(({ choice }) => choice);
  if (choices.length === 0) return null;
  if (fold === 'majority') return { choice: agreedChoice(choices, Math.floor(choices.length / 2) + 1), choices };
  if (fold === 'dawid_skene') return { choice: likely(choices, estimate), choices };
  return { choice: agreedChoice(choices, choices.length), choices };
}

/** The estimated outcome with the middling strength of those who said it; the least one where nobody did. */
function likely(choices: Choice[], estimate: Estimate | null): Choice | null {
  if (estimate === null || estimate.probability < likelierThanNot) return null;
  const said = middlingChoice(choices.filter((choice) => outcomeOf(choice) === estimate.outcome));
  return said ?? leastOf(estimate.outcome);
}

const leastStrength: Partial<Record<Outcome, Strength>> = { first: -1, tie: 0, second: 1 };

function leastOf(outcome: Outcome): Choice {
  const strength = leastStrength[outcome];
  return strength === undefined
    ? { kind: outcome as Exclude<Outcome, 'first' | 'tie' | 'second'> }
    : { kind: 'preference', strength };
}
