import type { Json } from './Json';
import type { Message } from './Message';

/** One response: the turns that follow the prompt. `id` is the content id of prompt and response (see `contentId.ts`). */
export interface Response {
  id: string;
  messages: Message[];
}

/**
 * What the source says about an item, as ranks of its responses: a lower rank is better, equal ranks are a tie.
 * `[0, 1]` says that the first response is the chosen one. `bothBad` is the source's own verdict beside the tie.
 */
export interface OriginalLabel {
  ranks: number[];
  bothBad?: boolean;
}

/** A prompt and two or more responses to it, with the source's label (or none) and whatever else the row held. */
export interface Item {
  /** Content id of the prompt and the set of responses: the same item from two files, in any order, has one id. */
  id: string;
  prompt: Message[];
  /** Sorted by response id (the canonical order), so that first and second mean the same everywhere. */
  responses: Response[];
  label: OriginalLabel | null;
  /**
   * All else that the row held, as it stood there: `label` (the strength, the scores or every annotator's vote, whatever `ranks`
   * were read from), `responses` (one entry a response, in canonical order: its column, model, rating, scores, other fields),
   * `columns` (what no format read), `format`, `line`, `source`; of items from several rows also `lines`.
   */
  meta: { [key: string]: Json };
}
