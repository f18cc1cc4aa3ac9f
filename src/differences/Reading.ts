import type { Message } from '../pairs/Message';

/** A block of code between fences. */
export interface CodeBlock {
  language: string;
  text: string;
}

/** A response as the rules read it: once for all of them. */
export interface Reading {
  messages: Message[];
  /** The assistant's turns, one after another. */
  text: string;
  /** The text in lower case. */
  lower: string;
  /** The text without what stands between code fences. */
  prose: string;
  codeBlocks: CodeBlock[];
  /** A fence was opened and not closed. */
  openFence: boolean;
  /** How often each word stands in the text, in lower case. */
  words: Map<string, number>;
  wordCount: number;
}

/** What one rule says of both sides; null where it finds no difference. It says of swapped sides the same, swapped. */
export type Rule = (a: Reading, b: Reading) => { a: string; b: string } | null;
