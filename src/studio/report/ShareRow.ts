import type { Share } from '../../quality/Share';

/** A line of `ShareRows`. */
export interface ShareRow {
  name: string;
  share: Share;
  /** What is counted, under the drawing; where the share is undefined its own reason stands there. */
  hint: string;
  /** What the share is of, where that is no count of cases. */
  counted?: string;
  /** What chance, or no difference, would give: drawn dashed. */
  at?: number;
}
