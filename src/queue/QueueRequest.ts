import type { PriorityAttributes } from '../curation/attributePriority';
import type { JudgedRow } from './neighbours';
import type { QueuePlan } from './QueueOrder';

/** What the worker that orders is told: the plan, and what only the page knows because it comes from verdicts. */
export interface QueueRequest extends Pick<QueuePlan, 'order' | 'models' | 'randomShare' | 'knownShare'> {
  seed: string;
  /** The key of the rewards of the model in use, under which its states are kept; null where it was never loaded. */
  statesKey: string | null;
  /** Pairs on which this person gave a response the preference; read for the order `neighbours` only. */
  judged: JudgedRow[];
  /** Attributes that people wrote or confirmed; read for the order `objective` only. */
  attributes: { row: number; attributes: PriorityAttributes }[];
  /** Margins (first against second) of the refitted head; read for the order `head` only. */
  margins: { rows: Uint32Array; values: Float64Array } | null;
  /** Rows of pairs whose answer others are sure of and that this person has not judged. */
  known: Uint32Array;
  /** Rows that a person selected: only they come, in random order. Without it all pairs that are left. */
  only?: Uint32Array;
}
