/** A piece of a response that the person looks at: `side` in canonical order, `at` among its pieces. */
export interface PickedPiece {
  side: 0 | 1;
  at: number;
}
