import type { InferenceSession, TensorConstructor } from 'onnxruntime-web';
import type { Backend } from '../contract';
import type { GraphOptions } from '../architectures/Architecture';

/** The part of onnxruntime's interface that the engine uses; onnxruntime-web's builds and onnxruntime-node all have it. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
}

/** How a runtime is used: what the engine needs to know of the machine that it is given. */
export interface Runtime {
  readonly backend: Backend;
  /** Name of the adapter or processor, for people. */
  readonly device: string;
  readonly onnx: OnnxRuntime;
  readonly sessionOptions: InferenceSession.SessionOptions;
  /** The graph that this runtime runs best. */
  readonly graph: GraphOptions;
  readonly limits: BatchLimits;
  /** Whether outputs can stay where the next run reads them. */
  readonly keepsOnDevice: boolean;
  /** What starting a run costs, in tokens of the model. */
  readonly runTokens: number;
  /** How much longer a multiplication takes in attention than in a matrix product. */
  readonly attentionSlowness: number;
  /** Options of a slower session that is known to be right, for comparison after loading; null where this one is it. */
  readonly referenceOptions: InferenceSession.SessionOptions | null;
  /** Rejects when the device is gone for good; never resolves. */
  readonly lost: Promise<never> | null;
  release(): void;
}

/** What one batch may hold. */
export interface BatchLimits {
  /** Whether the graph has a mask; without one, all texts of a batch are of one length. */
  masking: GraphOptions['masking'];
  /** Texts times the length of the longest. One text may have more. */
  tokens: number;
  texts: number;
}

/** Opens the runtime when a checkpoint is loaded: asking for a GPU is a promise and may fail. */
export type OpenRuntime = () => Promise<Runtime>;
