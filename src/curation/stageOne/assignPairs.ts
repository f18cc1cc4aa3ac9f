import { attributePriority, type PriorityAttributes } from '../attributePriority';
import { seededShare } from '../seededShare';

/** A pair that was found for an iteration, in the order of `retrieveFromPool`. */
export interface PairToAssign {
  pair: string;
  attributes: PriorityAttributes;
  /** Its rows contradict each other: no machine may label it. */
  disputed: boolean;
}

export interface AssignSettings {
  /** Verdicts that people can give in this iteration. */
  verdicts: number;
  /** Share of people's pairs that two of them judge, each alone. */
  overlap: number;
  seed: string;
}

export interface Assignment {
  /** In the order in which they are to be judged, and by how many people. */
  people: { pair: string; annotators: 1 | 2 }[];
  judges: string[];
  /** Disputed pairs for which people have no time in this iteration. */
  waiting: string[];
}

/**
 * Who labels what. People first meet disputed pairs, which nobody else may label, then objective ones of low controversy (arXiv
 * 2507.01352, human protocol: order), then by the order of retrieval, as far as their verdicts go; judges have the rest. How the
 * paper divides an iteration is not stated.
 */
export function assignPairs(found: readonly PairToAssign[], { verdicts, overlap, seed }: AssignSettings): Assignment {
  const order = found
    .map((one, place) => ({ ...one, place, priority: one.disputed ? -1 : attributePriority(one.attributes) }))
    .sort((one, other) => one.priority - other.priority || one.place - other.place);
  const people: Assignment['people'] = [];
  let open = verdicts;
  for (const { pair } of order) {
    const annotators = seededShare(seed, 'overlap', pair) < overlap ? 2 : 1;
    if (open < annotators) break;
    people.push({ pair, annotators });
    open -= annotators;
  }
  const rest = order.slice(people.length).sort((one, other) => one.place - other.place);
  return {
    people,
    judges: rest.filter(({ disputed }) => !disputed).map(({ pair }) => pair),
    waiting: rest.filter(({ disputed }) => disputed).map(({ pair }) => pair),
  };
}
