import type { ScoreRequest } from '../contract';

/** One text as the model reads it, and which requests it answers: equal texts are scored once. */
export interface PreparedText {
  /** The whole text. */
  ids: Int32Array;
  /** What follows the group's prefix, at least one token. */
  suffix: Int32Array;
  /** Indices of requests. */
  requests: number[];
  /** Tokens at the end that are not read, because the padding token is the last one. */
  trimmed: number;
}

/** Texts of one prompt, split at their common beginning. */
export interface PreparedGroup {
  prefix: Int32Array;
  texts: PreparedText[];
}

/** Turns conversations into token ids, wherever that happens. */
export interface TextSource {
  prepare(requests: ScoreRequest[]): Promise<PreparedGroup[]>;
  close(): void;
}
