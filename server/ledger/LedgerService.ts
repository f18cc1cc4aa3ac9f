import { Arrivals } from './Arrivals';
import { CommitQueue } from './CommitQueue';
import type { BatchOutcome, IncomingBatch, LedgerStore } from './LedgerStore';

/** How often a waiting reader looks by itself: another process may have written, as `assay ledger restore` does. */
const lookMs = 1_000;

/** The ledger of a running server: its store, who writes to it and who waits for events. */
export class LedgerService {
  readonly arrivals = new Arrivals();
  readonly commits: CommitQueue;
  /** Told what became of every batch. */
  onOutcome: (outcome: BatchOutcome) => void = () => undefined;
  readonly #stopping = new AbortController();

  constructor(readonly store: LedgerStore) {
    this.commits = new CommitQueue(store, (stores) => stores.forEach((id) => this.arrivals.announce(id)));
  }

  /** Resolves when the batch is durable. */
  async append(batch: IncomingBatch): Promise<BatchOutcome> {
    const outcome = await this.commits.append(batch);
    this.onOutcome(outcome);
    return outcome;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Resolves when there is an event after the position, after so many milliseconds, or when the reader or the server goes. */
  async waitFor(store: string, after: number, ms: number, reader: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([reader, this.#stopping.signal]);
    const until = performance.now() + ms;
    while (!signal.aborted && (await this.store.head(store)) <= after) {
      const left = until - performance.now();
      if (left <= 0) return;
      await this.arrivals.wait(store, Math.min(left, lookMs), signal);
    }
  }

  /** Lets every waiting reader go, so that the server can stop. */
  stop(): void {
    this.#stopping.abort();
  }

  async close(): Promise<void> {
    this.stop();
    await this.store.close();
  }
}
