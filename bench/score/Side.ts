import type { ScoreRequest } from '../../src/engine/contract';

/** One of the two programs that a round measures. */
export type SideName = 'assay' | 'peer';
export type BackendName = 'wasm' | 'webgpu';

export interface SideSettings {
  side: SideName;
  backend: BackendName;
  /** WASM threads of the peer; null leaves it to its package. Assay chooses for itself. */
  peerThreads: number | null;
  /** Texts that the peer gets in one call; Assay chooses for itself. */
  batch: number;
  /** Path of the checkpoint that Assay loads. */
  checkpoint: string;
  /** Whether WASM may round a decoder's activations to 8 bits; null leaves it to the engine. */
  wholeNumbers: boolean | null;
}

/** One round of scoring: rewards in the order of the requests. */
export interface ScoredRound {
  rewards: number[];
  ms: number;
  /** Tokens that the model ran, padding included; null of the peer. */
  ranTokens: number | null;
}

/** What the page does for the bench's process. */
export interface ScorePage {
  /** Loads a side in a worker of its own, in place of the one before. */
  start(settings: SideSettings): Promise<void>;
  /** Scores all requests once; the time is that from the call to the last reward. */
  round(side: SideName, requests: ScoreRequest[]): Promise<ScoredRound>;
  stop(side: SideName): Promise<void>;
  /** WASM threads that Assay takes here, and the adapter. */
  describe(): Promise<{ threads: number; adapter: string; software: boolean }>;
}

declare global {
  var scorePage: ScorePage;
}
