import type { Message } from './Message';
import type { Response } from './Item';

/** Which response the source prefers, in canonical order (by response id, never by screen side). */
export type PairLabel = 'first' | 'second' | 'tie' | 'both_bad' | null;

/** A view of an item: two of its responses, `first` and `second` in canonical order. */
export interface Pair {
  /** Content id of the prompt and both responses, the same when the responses are swapped. */
  id: string;
  itemId: string;
  prompt: Message[];
  first: Response;
  second: Response;
  label: PairLabel;
  source: string;
}
