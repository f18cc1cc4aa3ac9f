import type { ScoreRequest } from '../../src/engine/contract';

/** One of the two programs that a round measures. */
export type SideName = 'assay' | 'peer';
export type BackendName = 'wasm' | 'webgpu';

export interface SideSettings {
  side: SideName;
  backend: BackendName;
  threads: number;
  /** Texts that the peer gets in one call; Assay chooses for itself. */
  batch: number;
}

/** What the page does for the bench's process. */
export interface ScorePage {
  /** Loads a side in a worker of its own, in place of the one before. */
  start(settings: SideSettings): Promise<void>;
  /** Scores all requests once. Rewards in their order, the time from the call to the last reward. */
  round(side: SideName, requests: ScoreRequest[]): Promise<{ rewards: number[]; ms: number }>;
  stop(side: SideName): Promise<void>;
  /** WASM threads that Assay takes here, which the peer gets as well, and the adapter. */
  describe(): Promise<{ threads: number; adapter: string; software: boolean }>;
}

declare global {
  var scorePage: ScorePage;
}
