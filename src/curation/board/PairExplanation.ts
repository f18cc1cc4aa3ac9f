import type { CuratedLabel } from '../labels/CuratedLabel';

/** How a pair came to its label: sentences for people, and what they are made of. */
export interface PairExplanation {
  pair: string;
  /** Null: no step has folded a label of it yet. */
  label: CuratedLabel | null;
  /** The outcome first, then what it was made from. */
  sentences: string[];
  /** What people's verdicts fold to; null: there is no gold verdict. */
  verdicts: ExplainedVerdicts | null;
  /** The judges, each with the answers of its samples. */
  votes: ExplainedVote[];
  /** Rewards of both responses in canonical order, by the step that scored them; null: it has none. */
  rewards: { step: string; first: number | null; second: number | null }[];
  /** What made all this, by name. */
  versions: Record<string, string>;
  /** What each step knows of the pair, in the order of the steps. */
  trail: string[];
}

export interface ExplainedVerdicts {
  outcome: string;
  fold: string;
  people: number;
  protocols: string[];
  events: { id: string; hash: string }[];
}

export interface ExplainedVote {
  model: string;
  /** first, second or abstain. */
  vote: string;
  because: string | null;
  first: number;
  second: number;
  undecidable: number;
  /** Samples that said nothing. */
  abstained: number;
}
