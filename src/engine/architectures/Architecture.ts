import type { JsonObject } from '../checkpoint/readJson';
import type { Precision } from '../contract';
import type { GraphWeights } from '../graphs/GraphWeights';
import type { GraphBuilder } from '../onnx/GraphBuilder';

/** One class of reward model, as `config.json` names it in `architectures`. */
export interface Architecture {
  readonly name: string;
  /** Throws `CheckpointError` that names the field of `config.json` that is missing or unsupported. */
  plan(config: JsonObject): ModelPlan;
}

/** What in a graph depends on where it runs. */
export interface GraphOptions {
  /** Encoders: how texts of one batch are kept apart, not at all (they are of one length) or by an added mask. */
  masking: 'none' | 'mask';
  /** Encoders: the operator of linear layers. Graphics cards are quickest with MatMul, WebGPU on the processor with Gemm. */
  products: 'matmul' | 'gemm';
  /** Decoders: the type of matrix products and attention. */
  activations: 'f32' | 'f16';
  /** Decoders: whether quantised products may round activations to 8 bits, which processors compute several times as fast. */
  wholeNumbers: boolean;
  /** Decoders: how many of the layers to build, for comparisons of a few; null builds all. */
  layers: number | null;
}

/** What a checkpoint of a known architecture needs and gives, after its configuration. */
export interface ModelPlan {
  kind: 'encoder' | 'decoder';
  width: number;
  /** Tokens that the position table or the rotary range allows. */
  maxTokens: number;
  vocabulary: number;
  /** Every tensor that the checkpoint must hold, with its shape. */
  tensors: ReadonlyMap<string, readonly number[]>;
  /** The tables whose rows are summed into a token's embedding, outside of the graph. */
  embeddings: { words: string; positions: string | null; tokenType: string | null };
  /** Precisions that its matrices can be kept in, the usual one first. */
  precisions: readonly Precision[];
  /** How a rendered conversation becomes tokens. */
  textRule: 'rendered' | 'strip_bos';
  /** The id of padding: the reward is read at the last other token. Null where position does not follow from it. */
  padId: number | null;
  /** Keys and values of a prompt; null where the model sees a text only as a whole. */
  cache: { layers: number; heads: number; headSize: number } | null;
  /** Multiplications of one token in all matrices, and of one query against one key; null where nothing is planned by them. */
  costs: { token: number; score: number } | null;
  /** Adds nodes and weights, from the inputs of its kind to the outputs `reward` and `hidden`. */
  addGraph(graph: GraphBuilder, weights: GraphWeights, options: GraphOptions): void;
}
