/**
 * The pooled states before the head (`hidden`) of responses, all from one checkpoint: what the neighbours of a pair are found
 * by, and what a head is refitted on.
 */
export interface ResponseStates {
  /** Numbers a state. */
  readonly width: number;
  /** Responses that have one. */
  readonly size: number;
  /** The state of a response by its content id; null where it was not computed or the text is too long. */
  of(response: string): Float32Array | null;
  /** The content ids of the responses that have one. */
  responses(): Iterable<string>;
}
