import type { AttributeOrigin } from '../attributes/mergeAttributes';
import type { MergedVote } from '../votes/mergeVotes';
import type { Vote } from '../votes/Vote';
import type { FoldName } from '../../verdicts/folds/FoldName';
import type { Outcome } from '../../verdicts/outcomeOf';

/** What people's gold verdicts of a pair fold to. */
export interface GoldSource {
  /** `divided`: they contradict each other, and nobody has adjudicated. */
  outcome: Outcome | 'divided';
  fold: FoldName;
  people: number;
  /** The events in force, as the ledger names them, with the hash that proves each. */
  events: { id: string; hash: string }[];
  protocols: string[];
}

/** What judges said of a pair in stage 1, and what they were shown. */
export interface SilverSource {
  merged: MergedVote;
  /** Ids of the gold pairs that were shown as examples, in their order. */
  examples: string[];
  /** sha256 of the text that they were asked with. */
  prompt: string;
  /** Names and versions of the judges. */
  revisions: Readonly<Record<string, string>>;
  /** Whose attributes they were given. */
  attributes: Readonly<Record<string, AttributeOrigin>>;
}

/** Both reward models' view of a pair in stage 2. */
export interface StageTwoSource {
  bits: number;
  /** reward(chosen) - reward(rejected) by the source's label; null: there is none. */
  bestMargin: number | null;
  goldMargin: number | null;
  /** Digests of the two checkpoints. */
  bestModel: string;
  goldModel: string;
  vote: Vote;
}

/** All that is known of a pair when its label is folded. Plain JSON: it is kept beside the label and folds to it again. */
export interface LabelSources {
  pair: string;
  /** What the source's row says, of the row that stands for the pair. */
  original: 'first' | 'second' | null;
  /** Why no machine may label it; null: it may. */
  barred: 'contaminated' | 'disputed' | null;
  gold: GoldSource | null;
  silver: SilverSource | null;
  stageTwo: StageTwoSource | null;
  /** What made all this, by name: the plan's hash, the version of these rules, the iteration. */
  versions: Readonly<Record<string, string>>;
}
