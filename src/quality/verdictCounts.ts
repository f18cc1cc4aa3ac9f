import type { Choice } from '../verdicts/VerdictEvent';
import { isDirected } from './isDirected';
import type { JudgedPair } from './JudgedPair';
import { labelledOutcome } from './labelledOutcome';
import { outcomeOf } from '../verdicts/outcomeOf';
import type { Share } from './Share';
import { shareOf } from './shareOf';

/** A choice by its strength, whichever response it prefers. */
const degrees = ['tie', 'slightly', 'clearly', 'much'] as const;

export type ChoiceName = (typeof degrees)[number] | Exclude<Choice['kind'], 'preference'>;

export interface Counted<Name extends string = string> {
  name: Name;
  pairs: number;
}

export interface CategoryCount extends Counted {
  /** Of the blind verdicts on labelled pairs that prefer a response: how many prefer the one that the label rejects. */
  against: Share;
}

export interface VerdictCounts {
  choices: Counted<ChoiceName>[];
  /** A verdict may name several reasons. */
  reasons: Counted[];
  categories: CategoryCount[];
}

/** What the judged pairs hold: counts by verdict, by reason code and by category, the largest first. */
export function verdictCounts(pairs: readonly JudgedPair[]): VerdictCounts {
  const standing = pairs.map(({ revealed, blind, first }) => (revealed ?? blind ?? first).data);
  const byCategory = grouped(pairs, ({ category }) => category);
  return {
    choices: counted(standing.map(({ choice }) => choiceName(choice))),
    reasons: counted(standing.flatMap(({ reasons }) => reasons)),
    categories: [...byCategory]
      .map(([name, own]) => ({ name, pairs: own.length, against: against(own) }))
      .sort(largestFirst),
  };
}

function choiceName(choice: Choice): ChoiceName {
  if (choice.kind !== 'preference') return choice.kind;
  return degrees[Math.abs(choice.strength)] ?? 'tie';
}

function counted<Name extends string>(names: readonly Name[]): Counted<Name>[] {
  const groups = grouped(names, (name) => name);
  return [...groups].map(([name, own]) => ({ name, pairs: own.length })).sort(largestFirst);
}

function grouped<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const own = groups.get(keyOf(value));
    if (own) own.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

function largestFirst(a: Counted, b: Counted): number {
  return b.pairs - a.pairs;
}

function against(pairs: readonly JudgedPair[]): Share {
  const counts = { all: 0, other: 0 };
  for (const { label, blind } of pairs) {
    const [named, outcome] = [labelledOutcome(label), blind && outcomeOf(blind.data.choice)];
    if (!named || !isDirected(outcome)) continue;
    counts.all++;
    if (outcome !== named) counts.other++;
  }
  return shareOf(counts.other, counts.all, 'No labelled pair of it has a blind verdict that prefers a response.');
}
