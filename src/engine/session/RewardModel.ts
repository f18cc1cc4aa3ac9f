import type { InferenceSession } from 'onnxruntime-web';
import type { ModelPlan } from '../architectures/Architecture';
import type { Weights } from '../checkpoint/openWeights';
import { GraphBuilder, weightsPath, type BuiltGraph } from '../onnx/GraphBuilder';
import type { EmbeddingTables } from './EmbeddingTables';
import type { Runtime } from './Runtime';

/** Added to attention scores of padding: its share of the softmax is then exactly 0 in 32-bit floats. */
const masked = -1e4;

export interface BatchOutput {
  /** One reward for each text. */
  rewards: Float32Array;
  /** The pooled states, `[texts, width]`. */
  hidden: Float32Array;
}

/** A checkpoint that is ready to score batches of token ids in one runtime. */
export class RewardModel {
  private constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    private readonly tables: EmbeddingTables,
  ) {}

  /** Creates the session of a built graph. The graph's weights are copied by the runtime and may be dropped after. */
  static async create(
    runtime: Runtime,
    graph: BuiltGraph,
    tables: EmbeddingTables,
    options = runtime.sessionOptions,
  ): Promise<RewardModel> {
    const externalData = [{ path: weightsPath, data: graph.weights }];
    const session = await runtime.onnx.InferenceSession.create(graph.model, { ...options, externalData });
    return new RewardModel(runtime, session, tables);
  }

  /** Scores one batch: texts of one length where the graph has no mask, any lengths otherwise. */
  async run(texts: readonly Int32Array[]): Promise<BatchOutput> {
    const length = Math.max(...texts.map((ids) => ids.length));
    const { Tensor } = this.runtime.onnx;
    const feeds: InferenceSession.FeedsType = {
      inputs_embeds: new Tensor('float32', this.tables.batch(texts, length), [texts.length, length, this.tables.width]),
      ...(this.session.inputNames.includes('mask') && {
        mask: new Tensor('float32', maskOf(texts, length), [texts.length, 1, 1, length]),
      }),
    };
    const running = this.session.run(feeds);
    const { reward, hidden } = await (this.runtime.lost ? Promise.race([running, this.runtime.lost]) : running);
    return { rewards: reward?.data as Float32Array, hidden: hidden?.data as Float32Array };
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** Builds the graph of a plan, its weights read tensor by tensor. */
export function buildGraph(name: string, plan: ModelPlan, weights: Weights, runtime: Runtime): Promise<BuiltGraph> {
  const graph = new GraphBuilder(name);
  plan.addGraph(graph, weights, { masking: runtime.limits.masking, products: runtime.products });
  return graph.build();
}

function maskOf(texts: readonly Int32Array[], length: number): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(texts.length * length);
  texts.forEach((ids, row) => mask.fill(masked, row * length + ids.length, (row + 1) * length));
  return mask;
}
