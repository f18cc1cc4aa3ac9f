import type { JsonObject } from '../checkpoint/readJson';
import type { Weights } from '../checkpoint/openWeights';
import type { GraphBuilder } from '../onnx/GraphBuilder';

/** One class of reward model, as `config.json` names it in `architectures`. */
export interface Architecture {
  readonly name: string;
  /** Throws `CheckpointError` that names the field of `config.json` that is missing or unsupported. */
  plan(config: JsonObject): ModelPlan;
}

/** What in a graph depends on where it runs. */
export interface GraphOptions {
  /** How texts of one batch are kept apart: not at all (they are of one length), or by an added mask. */
  masking: 'none' | 'mask';
  /** The operator of linear layers. Graphics cards are quickest with MatMul, WebGPU on the processor with Gemm. */
  products: 'matmul' | 'gemm';
}

/** What a checkpoint of a known architecture needs and gives, after its configuration. */
export interface ModelPlan {
  width: number;
  /** Tokens that the position table or the rotary range allows. */
  maxTokens: number;
  vocabulary: number;
  /** Every tensor that the checkpoint must hold, with its shape. */
  tensors: ReadonlyMap<string, readonly number[]>;
  /** The tables whose rows are summed into a token's embedding, outside of the graph. */
  embeddings: { words: string; positions: string | null; tokenType: string | null };
  /**
   * Adds nodes from the input `inputs_embeds [batch, seq, width]` (and `mask [batch, 1, 1, seq]`, 0 or a large negative
   * number, where masked) to the outputs `reward [batch, 1]` and `hidden [batch, width]`. Texts are padded on the right.
   */
  addGraph(graph: GraphBuilder, weights: Weights, options: GraphOptions): void;
}
