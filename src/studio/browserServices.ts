import { CheckpointsClient } from '../engine/CheckpointsClient';
import { EngineClient } from '../engine/EngineClient';
import { LedgerCopyWorker } from './LedgerCopyWorker';
import { startCheckpointsWorker } from './models/startCheckpointsWorker';
import { askServerModels } from './models/server/askServerModels';
import { startEngineWorker } from './models/startEngineWorker';
import type { Services } from './Services';
import { SyncWorker } from './sync/SyncWorker';

/** The studio's workers in the browser, each started when it is first needed. */
export function browserServices(): Services {
  return {
    engine: new EngineClient(startEngineWorker),
    checkpoints: new CheckpointsClient(startCheckpointsWorker, () => navigator.storage.persist()),
    ledgerCopy: new LedgerCopyWorker(),
    sync: new SyncWorker(),
    serverModels: askServerModels,
  };
}
