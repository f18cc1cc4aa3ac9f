import type { ScoreRequest } from '../contract';

/** One text as the model reads it, and which requests it answers: equal texts are scored once. */
export interface PreparedText {
  /** The tokens that the model runs: the group's prefix, then the suffix. */
  ids: Int32Array;
  /** What follows the group's prefix, at least one token (of a text that has any). */
  suffix: Int32Array;
  /** Indices of requests, in the order of the call. */
  requests: number[];
  /** Tokens after `ids` that the model would not read, because they equal the padding token (`trimPadding`). */
  trimmed: number;
}

/** Texts of one prompt, split at their common beginning. */
export interface PreparedGroup {
  /** Tokens with which every text of the group begins; none where the group has one text. */
  prefix: Int32Array;
  texts: PreparedText[];
}

/** Tokens of the text as it was written, for people: with those that the model does not read. */
export function wholeLength({ ids, trimmed }: PreparedText): number {
  return ids.length + trimmed;
}

/** Turns conversations into token ids, wherever that happens. */
export interface TextSource {
  /** @throws (rejects with) an Error that names the request whose conversation the template refuses */
  prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]>;
  /** Gives back what the source holds; calls under way reject. */
  close(): void;
}
