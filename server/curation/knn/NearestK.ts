/**
 * The k nearest rows of each query, kept up as pieces of a pool go by. Equal ones stand in the order of their rows, so that every way of
 * cutting the pool into pieces gives the same result.
 */
export class NearestK {
  /** `queries * k`: places in the pool, the nearest first; -1 where the pool has no more. */
  readonly rows: Int32Array;
  /** `queries * k`: their similarities. */
  readonly similarities: Float32Array;

  constructor(
    readonly queries: number,
    readonly k: number,
  ) {
    this.rows = new Int32Array(queries * k).fill(-1);
    this.similarities = new Float32Array(queries * k).fill(-Infinity);
  }

  /**
   * Takes the nearest of one piece, whose rows all stand behind those taken before.
   * @param first the piece's first row in the pool
   * @param query the first query that the values are of
   */
  take(first: number, query: number, values: Float32Array, indices: BigInt64Array, kOfPiece: number): void {
    const count = values.length / kOfPiece;
    for (let at = 0; at < count; at++)
      for (let rank = 0; rank < kOfPiece; rank++) {
        const from = at * kOfPiece + rank;
        if (!this.#insert(query + at, values[from] ?? -Infinity, first + Number(indices[from]))) break;
      }
  }

  /** False where the row is farther than all that are kept: those behind it are too. */
  #insert(query: number, similarity: number, row: number): boolean {
    const start = query * this.k;
    let place = this.k - 1;
    if (!(similarity > (this.similarities[start + place] ?? 0)) && this.rows[start + place] !== -1) return false;
    while (place > 0 && this.#isBehind(start + place - 1, similarity)) {
      this.similarities[start + place] = this.similarities[start + place - 1] ?? 0;
      this.rows[start + place] = this.rows[start + place - 1] ?? -1;
      place -= 1;
    }
    this.similarities[start + place] = similarity;
    this.rows[start + place] = row;
    return true;
  }

  #isBehind(at: number, similarity: number): boolean {
    return this.rows[at] === -1 || (this.similarities[at] ?? 0) < similarity;
  }
}
