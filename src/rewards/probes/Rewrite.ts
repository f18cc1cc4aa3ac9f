/** How far a rewrite goes, where that can be chosen. */
export interface RewriteOptions {
  /** Sentences that `shorten` keeps; at least 1. */
  sentences: number;
}

/** A rule that writes a response anew. Where it finds nothing to change, it gives the very text back. */
export interface Rewrite {
  name: string;
  /** On a button: what it does. */
  title: string;
  /** What exactly it changes, in a sentence. */
  hint: string;
  /** It changes how the text looks and not a word of it: a verdict that it turns was a verdict on looks. */
  formattingOnly: boolean;
  apply(text: string, options: RewriteOptions): string;
}
