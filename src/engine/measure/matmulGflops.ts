import type { InferenceSession } from 'onnxruntime-web';
import { toFloat16 } from '../graphs/toFloat16';
import { GraphBuilder } from '../onnx/GraphBuilder';
import type { Runtime } from '../session/Runtime';

/** Edges of the square matrices: the larger one where the smaller one is quick. */
const edges = [512, 2048];
const slowMs = 200;
const repeats = 5;

/** Rate of a plain square matrix product, in 10^9 floating-point operations a second; the better of two sizes. */
export async function matmulGflops(runtime: Runtime): Promise<number> {
  let best = 0;
  for (const edge of edges) {
    const ms = await productMs(runtime, edge);
    best = Math.max(best, (2 * edge ** 3) / ms / 1e6);
    if (ms > slowMs) break;
  }
  return best;
}

/** The sum of one row is read back, so that the transfer of the product is not measured. */
async function productMs(runtime: Runtime, edge: number): Promise<number> {
  const type = runtime.graph.activations === 'f16' ? 'float16' : 'float32';
  const graph = new GraphBuilder('product');
  const inputs = [graph.input('a', type, [edge, edge]), graph.input('b', type, [edge, edge])];
  const product = graph.node('product', 'MatMul', inputs);
  graph.node('sum', 'ReduceSum', [product, graph.integers('axes', [0, 1])], { keepdims: { int: 0 } });
  graph.output('sum', type, []);
  const session = await runtime.onnx.InferenceSession.create(graph.build(), runtime.sessionOptions);
  try {
    return await fastestMs(session, feedsOf(runtime, type, edge));
  } finally {
    await session.release();
  }
}

function feedsOf(runtime: Runtime, type: 'float16' | 'float32', edge: number): InferenceSession.FeedsType {
  const { Tensor } = runtime.onnx;
  const numbers = Float32Array.from({ length: edge * edge }, (_, index) => ((index % 17) - 8) / 64);
  const tensor =
    type === 'float32'
      ? new Tensor('float32', numbers, [edge, edge])
      : new Tensor('float16', Uint16Array.from(numbers, toFloat16), [edge, edge]);
  return { a: tensor, b: tensor };
}

async function fastestMs(session: InferenceSession, feeds: InferenceSession.FeedsType): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round <= repeats; round += 1) {
    const startedAt = performance.now();
    await session.run(feeds);
    if (round > 0) fastest = Math.min(fastest, performance.now() - startedAt);
  }
  return fastest;
}
