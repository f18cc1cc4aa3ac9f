import type { CheckpointsContract } from '../engine/checkpoint/checkpointsContract';
import type { RegistryModel } from '../hub/registry/RegistryModel';
import type { LedgerCopy } from '../store/copy/LedgerCopy';
import type { SyncContract } from '../sync/SyncContract';
import type { StudioEngine } from './models/Models.svelte';

/** What the studio has of its workers: tests put made ones in their place. */
export interface Services {
  engine: StudioEngine;
  checkpoints: CheckpointsContract;
  ledgerCopy: LedgerCopy | null;
  /** Null or absent where nothing is exchanged with a server. */
  sync?: SyncContract | null;
  /** The models of this server; gives null, or is absent, where it has no registry. */
  serverModels?: () => Promise<RegistryModel[] | null>;
}
