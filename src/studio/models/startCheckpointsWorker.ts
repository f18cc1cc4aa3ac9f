import checkpointsUrl from '../../../workers/checkpoints?worker&url';
import { startTrustedWorker } from '../startTrustedWorker';

/** The worker that holds the store of checkpoints. */
export function startCheckpointsWorker(): Worker {
  return startTrustedWorker(checkpointsUrl, 'checkpoints');
}
