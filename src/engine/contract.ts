/**
 * What the studio knows of the engine: the typed contract of its workers. It names neither `document` nor `self`, so both
 * sides compile against it. Encoders and decoders stand behind the same contract.
 */

export type Backend = 'webgpu' | 'wasm' | 'node';

/** Where the engine finds a checkpoint folder. Local folders and hub repositories join this union with their own `kind`. */
export type CheckpointLocation = { kind: 'url'; base: string };

export interface LoadedCheckpoint {
  /** sha256 (hex) over the names and digests of the checkpoint's files: the key of the reward table. */
  digest: string;
  name: string;
  architecture: string;
  backend: Backend;
  /** The adapter's or processor's name as the runtime gives it, for the screen. */
  device: string;
  /** Tokens that one prompt and response may have together. */
  maxTokens: number;
  width: number;
}

export interface LoadProgress {
  stage: 'download' | 'build' | 'session';
  /** Bytes read of all bytes; `totalBytes` is null when the server does not say. */
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
  | { id: string; kind: 'too_long'; tokens: number; maxTokens: number };

export interface ScoreProgress {
  results: ScoreResult[];
  doneRequests: number;
  totalRequests: number;
  doneTokens: number;
  elapsedMs: number;
}

export interface ScoreSummary {
  scored: number;
  tooLong: number;
  tokens: number;
  elapsedMs: number;
  cancelled: boolean;
}

/**
 * One engine in one worker. One run at a time: a second `score` waits for the first. Errors reject with name and message kept.
 * `onProgress` callbacks cross the worker border by comlink's proxy.
 */
export interface EngineContract {
  load(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): Promise<LoadedCheckpoint>;
  /** Scores in the order that costs least; results arrive by `onProgress` in any order, each exactly once. */
  score(requests: ScoreRequest[], onProgress: (progress: ScoreProgress) => void): Promise<ScoreSummary>;
  /** Ends the running `score` after its current batch; what it has scored stays. */
  cancel(): Promise<void>;
  /** The pooled state before the head, `[width]`, one for each request in order; null where the text is too long. */
  hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]>;
  release(): Promise<void>;
}
