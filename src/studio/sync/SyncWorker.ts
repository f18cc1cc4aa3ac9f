import { proxy } from 'comlink';
import syncUrl from '../../../workers/sync?worker&url';
import type { SyncContract, SyncStatus } from '../../sync/SyncContract';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

/** The worker that exchanges events with the server. */
export class SyncWorker implements SyncContract {
  readonly #worker = new TypedWorker<SyncContract>('sync', () => startTrustedWorker(syncUrl, 'sync'));

  start = (onStatus: (status: SyncStatus) => void): Promise<void> =>
    this.#worker.call((sync) => sync.start(proxy(onStatus)));
  wake = (): Promise<void> => this.#worker.call((sync) => sync.wake());
  setVisible = (isVisible: boolean): Promise<void> => this.#worker.call((sync) => sync.setVisible(isVisible));
  rejected = () => this.#worker.call((sync) => sync.rejected());
  retryRejected = (): Promise<void> => this.#worker.call((sync) => sync.retryRejected());
  rawOutbox = (): Promise<Blob> => this.#worker.call((sync) => sync.rawOutbox());
}
