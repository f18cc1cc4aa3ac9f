import type { CheckpointsContract } from '../engine/checkpoint/checkpointsContract';
import { EngineClient } from '../engine/EngineClient';
import { startEngineWorker } from './models/startEngineWorker';
import type { Services } from './Services';

const empty: CheckpointsContract = {
  list: () =>
    Promise.resolve({ stored: [], unfinished: [], space: { usedBytes: 0, quotaBytes: null, persisted: false } }),
  inspect: () => Promise.reject(new Error('not there yet')),
  add: () => Promise.reject(new Error('not there yet')),
  cancel: () => Promise.resolve(),
  verify: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
  removeUnfinished: () => Promise.resolve(),
  dropOriginals: () => Promise.resolve(),
};

/** The studio's workers in the browser, each started when it is first needed. */
export function browserServices(): Services {
  return { engine: new EngineClient(startEngineWorker), checkpoints: empty };
}
