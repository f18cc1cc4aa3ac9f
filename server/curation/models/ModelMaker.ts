import type { Json } from '../../../src/pairs/Json';
import type { ShardJob } from '../jobs/ShardJob';
import type { RewardMachine } from '../machines/RewardMachine';

/** Which model a training makes: the best RM of an iteration learns from silver, the gold RM from gold alone. */
export type ModelPurpose = 'best' | 'gold';

export interface ModelRequest {
  purpose: ModelPurpose;
  /** Names the run: `[a-z0-9-]{1,64}`, the same whenever the same is made. */
  run: string;
  /** JSON Lines of `id`, `chosen`, `rejected`: what it learns from. */
  train: string;
  /** The same of gold: by their accuracy the checkpoint is chosen. */
  gold: string;
  /** Where it may keep what it makes. */
  folder: string;
}

/** A reward model as a stage writes it down. */
export interface MadeModel {
  id: string;
  /** A checkpoint folder; null where a server serves the model. */
  checkpoint: string | null;
}

/** How whole shards are scored, as jobs of the trainer. */
export interface ShardScoring {
  /** What the rewards hang on beside the model. Holds no address and no secret. */
  readonly id: string;
  job(model: MadeModel): ShardJob;
}

/** Where reward models come from: training, or machines that a plan names. */
export interface ModelMaker {
  /** What decides about the models, beside what they learn from. */
  readonly settings: Json;
  /** Whether `make` reads its files: what nobody reads is not written. */
  readonly trains: boolean;
  /** Null, or not there: conversations go to what `open` gives. */
  readonly scoring?: ShardScoring | null;
  make(request: ModelRequest, signal: AbortSignal): Promise<MadeModel>;
  /** Ready to score, checked at its start. The caller closes it. */
  open(model: MadeModel, purpose: ModelPurpose, signal: AbortSignal): Promise<RewardMachine>;
}
