/** A stretch of a text, in UTF-16 units: from `start` up to and without `end`. */
export interface Span {
  start: number;
  end: number;
}
