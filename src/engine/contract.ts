/**
 * What the studio knows of the engine: the typed contract of its workers. It names neither `document` nor `self`, so both
 * sides compile against it. Encoders and decoders stand behind the same contract.
 */

export type Backend = 'webgpu' | 'wasm' | 'node';

/** How the graph keeps its matrices: 4 or 8 bits by blocks of 32, or as plain numbers. Norms, head and rewards are 32-bit floats always. */
export type Precision = 'q4' | 'q8' | 'f16' | 'f32';

/** Where the engine finds a checkpoint folder: behind an address, read anew each time, or in this browser's (or machine's) store. */
export type CheckpointLocation =
  | { kind: 'url'; base: string }
  | {
      kind: 'stored';
      /** The checkpoint's digest, by which the store keeps it. */
      digest: string;
      precision: Precision;
      /** A chat template that a person chose for a checkpoint without one; null where the checkpoint's own counts. */
      template: string | null;
    };

export interface LoadedCheckpoint {
  /** sha256 (hex) over the names and digests of the checkpoint's files. */
  digest: string;
  /** The key of the reward table: the digest, with the precision where the graph is not the checkpoint to the last bit. */
  rewardsKey: string;
  name: string;
  architecture: string;
  backend: Backend;
  /** The adapter's or processor's name as the runtime gives it, for the screen. */
  device: string;
  precision: Precision;
  /** Tokens that one prompt and response may have together. */
  maxTokens: number;
  width: number;
  /** The date that the chat template is told instead of today's; null where it asks for none. */
  frozenDate: string | null;
  /** What a person should know of this graph, in sentences: tensors that fell back to a wider type, texts read before their end. */
  notes: string[];
  /** What is published of this model; null where it is not known. */
  known: KnownModel | null;
}

/** What the authors of a model publish of it. */
export interface KnownModel {
  title: string;
  licence: string;
  /** Responses of a test vector with the rewards that the source states. */
  vector: { messages: ScoreRequest['messages']; promptLength: number; reward: number }[];
  /** Where the figures stand. */
  source: string;
  /** How far a measured reward may be off, by precision, and why in a sentence. */
  tolerance: Record<Precision, number>;
}

export interface LoadProgress {
  stage: 'download' | 'build' | 'session' | 'check';
  /** Bytes read (of the checkpoint) of all bytes; `totalBytes` is null when nobody says. */
  doneBytes: number;
  totalBytes: number | null;
}

/** One conversation to score: prompt and response together, and the response's content id. */
export interface ScoreRequest {
  id: string;
  messages: { role: string; content: string }[];
  /** Length of the prompt in `messages`: requests with equal prompts may share its computation. */
  promptLength: number;
}

export type ScoreResult =
  | { id: string; kind: 'reward'; reward: number; tokens: number }
  | { id: string; kind: 'too_long'; tokens: number; maxTokens: number }
  /** The model gave NaN or an infinity, which is never stored as a number. */
  | { id: string; kind: 'not_finite'; tokens: number; arrived: 'NaN' | 'Infinity' | '-Infinity' };

export interface ScoreProgress {
  results: ScoreResult[];
  doneRequests: number;
  totalRequests: number;
  /** Tokens of the texts that are done, each distinct text once. */
  doneTokens: number;
  /** Tokens that the model ran for them: fewer where prompts were shared, more where texts were padded. */
  ranTokens: number;
  elapsedMs: number;
  /** What happened on the way that a person should know, in a sentence: memory ran out and the batch was halved. */
  notice: string | null;
}

export interface ScoreSummary {
  scored: number;
  tooLong: number;
  notFinite: number;
  tokens: number;
  ranTokens: number;
  elapsedMs: number;
  cancelled: boolean;
}

/** How quickly this device runs the layers of a 0.6B reward model (Qwen3's shape, 4 bits), measured on made-up weights. */
export interface DeviceFigures {
  backend: Backend;
  device: string;
  /** Layers that were run; the full model has `modelLayers`. */
  layers: number;
  modelLayers: number;
  /** Tokens a second through all layers of the model, from the layers that were run, by length of the text. */
  tokensPerS: { tokens: number; perS: number }[];
  /** Rate of one large plain matrix product on the same device, in 10^9 floating-point operations a second. */
  matmulGflops: number;
  activations: 'f16' | 'f32';
}

/**
 * One engine in one worker. One run at a time: a second `score` waits for the first. Errors reject with name and message kept.
 * `onProgress` callbacks cross the worker border by comlink's proxy.
 */
export interface EngineContract {
  /** A stored checkpoint whose graph is not there yet is converted first, once for all tabs; `cancel` ends that, and the next load goes on. */
  load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint>;
  /**
   * Scores in the order that costs least; results arrive by `onProgress` in any order, each exactly once.
   * @param mostTokens that one batch may hold, where an engine before this one was lost for want of memory
   */
  score(
    requests: ScoreRequest[],
    onProgress: (progress: ScoreProgress) => void,
    mostTokens?: number,
  ): Promise<ScoreSummary>;
  /** Ends the running `score` after its current batch, or the running conversion after its current tensor; what is done stays. */
  cancel(): Promise<void>;
  /** The pooled state before the head, `[width]`, one for each request in order; null where the text is too long. */
  hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]>;
  /** Measures the device with a few layers of made-up weights; unloads the checkpoint that is loaded. */
  measure(): Promise<DeviceFigures>;
  release(): Promise<void>;
}
