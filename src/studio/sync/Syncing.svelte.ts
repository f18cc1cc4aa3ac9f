import type { RejectedMark } from '../../store/outbox/OutboxMark';
import type { SyncContract, SyncStatus } from '../../sync/SyncContract';
import { saveFile } from '../parts/saveFile';

/** How this browser's ledger stands to the server's. Where there is no server it says nothing, and nothing waits for it. */
export class Syncing {
  status = $state.raw<SyncStatus | null>(null);
  /** What the server will not have, as last read. */
  rejected = $state.raw<RejectedMark[]>([]);
  /** Told whenever the server has acknowledged something more. */
  onAcknowledged: () => void = () => undefined;
  readonly #sync: SyncContract | null;

  constructor(sync: SyncContract | null) {
    this.#sync = sync;
  }

  /** Whether there is, or ever was, a server that takes this browser's events. */
  get hasServer(): boolean {
    return this.status?.hasServer ?? false;
  }

  /** Begins in the background: a worker that does not start leaves the studio as it is without a server. */
  start(): void {
    const sync = this.#sync;
    if (!sync) return;
    void sync.start((status) => this.#take(status)).catch(() => undefined);
    document.addEventListener('visibilitychange', () => {
      void sync.setVisible(document.visibilityState === 'visible').catch(() => undefined);
    });
    addEventListener('pagehide', () => this.#sayFarewell());
  }

  /** Tries at once what waits: somebody has signed in. */
  async wake(): Promise<void> {
    await this.#sync?.wake().catch(() => undefined);
  }

  async retryRejected(): Promise<void> {
    await this.#sync?.retryRejected();
  }

  /** Hands every event that the server has not acknowledged to the downloads. */
  async saveOutbox(): Promise<void> {
    const content = await this.#sync?.rawOutbox();
    if (content) saveFile(`assay-outbox-${new Date().toISOString().slice(0, 10)}.jsonl`, content);
  }

  /** What waits is safe here and goes at the next visit; the browser may bring it there now. */
  #sayFarewell(): void {
    const request = this.status?.farewell;
    if (!request) return;
    const { path, ...init } = request;
    void fetch(path, { ...init, keepalive: true }).catch(() => undefined);
  }

  #take(status: SyncStatus): void {
    const isNews = status.rejected !== (this.status?.rejected ?? 0);
    const isAcknowledged = status.acknowledgedAt !== (this.status?.acknowledgedAt ?? null);
    this.status = status;
    if (isAcknowledged) this.onAcknowledged();
    if (isNews) void this.#readRejected();
  }

  async #readRejected(): Promise<void> {
    this.rejected = (await this.#sync?.rejected().catch(() => [])) ?? [];
  }
}
