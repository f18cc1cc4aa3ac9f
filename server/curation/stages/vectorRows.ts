import type { VectorRows } from '../knn/exactNearest';
import type { StageOutput } from '../pipeline/StageOutput';
import type { ShardSql, SqlRow } from '../pipeline/ShardSql';

/** Pairs with their vectors, side by side. */
export interface PairVectors extends VectorRows {
  pairs: string[];
}

/** How many numbers the vectors of an embed step have. */
export function widthIn(embed: StageOutput): number {
  return embed.manifest.counts['width'] ?? 0;
}

/** The vectors of rows of `pair` and `vector`. */
export function vectorsOf(rows: readonly SqlRow[], width: number): PairVectors {
  const values = new Float32Array(rows.length * width);
  for (const [at, { vector }] of rows.entries()) {
    // A copy: what SQL gives need not begin at a multiple of four bytes.
    const bytes = Uint8Array.from(vector as Uint8Array);
    values.set(new Float32Array(bytes.buffer), at * width);
  }
  return { width, values, pairs: rows.map(({ pair }) => String(pair)) };
}

/** The vectors of a query, so many at a time. */
export async function* vectorPieces(
  sql: ShardSql,
  query: string,
  width: number,
  size = 8192,
): AsyncGenerator<PairVectors> {
  let group: SqlRow[] = [];
  for await (const row of sql.rows(query)) {
    if (group.push(row) < size) continue;
    yield vectorsOf(group, width);
    group = [];
  }
  if (group.length > 0) yield vectorsOf(group, width);
}
