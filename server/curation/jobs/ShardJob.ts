import type { PlanRuns } from './PlanRuns';

/** A machine that takes whole shards: a checkpoint of which the trainer makes a pass over files, on the plan's engine (docs/training.md). */
export interface ShardJob {
  runs: PlanRuns;
  settings: ShardJobSettings;
}

/** What run.yaml of a pass says, as the trainer names it. */
export interface ShardJobSettings {
  kind: 'score' | 'embed';
  /** A checkpoint's folder, or its name on a hub. */
  model: string;
  revision: string | null;
  precision: 'float32' | 'bfloat16';
  /** Rows of one batch, and shards that run at once where the engine spreads them: they decide nothing. */
  batch: number;
  workers: number;
}
