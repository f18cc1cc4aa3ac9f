import type { Message } from '../pairs/Message';

/** The turns of both responses, by side. */
export interface PairTexts {
  a: Message[];
  b: Message[];
}
