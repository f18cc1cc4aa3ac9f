import type { Span } from './Span';

/** A sentence (or a stretch of sentences) of a response: in which of its turns, and where in that turn's text. */
export interface Piece extends Span {
  turn: number;
  /** Sentences that it holds. */
  sentences: number;
}
