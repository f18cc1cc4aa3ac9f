import type { InferenceSession } from 'onnxruntime-web';
import { GraphBuilder } from '../../../src/engine/onnx/GraphBuilder';
import type { OnnxRuntime } from '../../../src/engine/session/Runtime';
import { onnxNode } from '../../engine/onnxNode';
import { NearestK } from './NearestK';

/** Vectors of one width, row after row. */
export interface VectorRows {
  width: number;
  values: Float32Array;
}

export interface NearestOptions {
  threads?: number;
  /** The CPU's own unless given. */
  runtime?: () => Promise<OnnxRuntime>;
}

/** Queries of one product: with a piece of the pool of 8,192 rows its scores take 64 MB. */
const queriesAtOnce = 2048;

/**
 * The k rows of a pool that have the largest dot product with each query: cosine for vectors of length 1. Exact, as batched matrix product
 * and top-k in onnxruntime; the pool streams, and is read once whatever the number of queries.
 *
 * @param pool pieces of the pool in their order; a few thousand rows each
 * @throws RangeError where a piece has another width
 */
export async function exactNearest(
  queries: VectorRows,
  pool: AsyncIterable<VectorRows> | Iterable<VectorRows>,
  k: number,
  { threads = 2, runtime = onnxNode }: NearestOptions = {},
): Promise<NearestK> {
  const onnx = await runtime();
  const nearest = new NearestK(queries.values.length / queries.width, k);
  const search = new Search(onnx, queries, nearest, threads);
  let first = 0;
  for await (const piece of pool) {
    if (piece.width !== queries.width)
      throw new RangeError(`The pool's vectors have ${piece.width} numbers, and the queries' ${queries.width}.`);
    await search.through(piece, first);
    first += piece.values.length / piece.width;
  }
  await search.end();
  return nearest;
}

class Search {
  /** One session for each k: the last piece of a pool may have fewer rows than k. */
  readonly #sessions = new Map<number, InferenceSession>();

  constructor(
    private readonly onnx: OnnxRuntime,
    private readonly queries: VectorRows,
    private readonly nearest: NearestK,
    private readonly threads: number,
  ) {}

  async through({ values, width }: VectorRows, first: number): Promise<void> {
    const rows = values.length / width;
    const k = Math.min(this.nearest.k, rows);
    if (k === 0) return;
    const session = await this.#session(k);
    const pool = new this.onnx.Tensor('float32', values, [rows, width]);
    for (let query = 0; query < this.nearest.queries; query += queriesAtOnce) {
      const asked = this.queries.values.subarray(query * width, (query + queriesAtOnce) * width);
      const feeds = { pool, queries: new this.onnx.Tensor('float32', asked, [asked.length / width, width]) };
      const { similarities, rows: indices } = await session.run(feeds);
      this.nearest.take(first, query, similarities?.data as Float32Array, indices?.data as BigInt64Array, k);
    }
  }

  async end(): Promise<void> {
    for (const session of this.#sessions.values()) await session.release();
  }

  async #session(k: number): Promise<InferenceSession> {
    const known = this.#sessions.get(k);
    if (known) return known;
    const options = { executionProviders: ['cpu'], intraOpNumThreads: this.threads };
    const made = await this.onnx.InferenceSession.create(nearestGraph(k), options);
    this.#sessions.set(k, made);
    return made;
  }
}

/** queries [q, width] times pool [n, width] transposed, and of each row the k largest. */
function nearestGraph(k: number): Uint8Array {
  const graph = new GraphBuilder('nearest');
  const queries = graph.input('queries', 'float32', ['q', 'width']);
  const pool = graph.input('pool', 'float32', ['n', 'width']);
  const products = graph.node('products', 'Gemm', [queries, pool], { transB: { int: 1 } });
  graph.multiNode(['similarities', 'rows'], 'TopK', [products, graph.integers('k', [k])]);
  graph.output('similarities', 'float32', ['q', k]);
  graph.output('rows', 'int64', ['q', k]);
  return graph.build();
}
