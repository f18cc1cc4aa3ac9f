import type { BatchOutcome, IncomingBatch, LedgerStore } from './LedgerStore';
import { UnknownStoreError } from './UnknownStoreError';

interface Waiting {
  batch: IncomingBatch;
  resolve: (outcome: BatchOutcome) => void;
  reject: (error: unknown) => void;
}

/** Events of one transaction: about 25 ms of work, for which every other request waits. */
const eventsAtOnce = 1_000;

/**
 * Batches that arrive while a transaction runs share the next one, and so its one write to the disk. Each is answered when it is
 * durable.
 */
export class CommitQueue {
  readonly #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(
    private readonly store: Pick<LedgerStore, 'append'>,
    private readonly onCommit: (stores: ReadonlySet<string>) => void,
  ) {}

  get length(): number {
    return this.#waiting.length;
  }

  append(batch: IncomingBatch): Promise<BatchOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      // Requests that have arrived by now are read before the transaction begins.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#nextGroup());
    }
    this.#isRunning = false;
  }

  #nextGroup(): Waiting[] {
    let events = 0;
    const full = this.#waiting.findIndex(({ batch }) => (events += batch.events.length) > eventsAtOnce);
    return this.#waiting.splice(0, full < 0 ? this.#waiting.length : Math.max(1, full));
  }

  async #commit(group: Waiting[]): Promise<void> {
    try {
      const outcomes = await this.store.append(group.map(({ batch }) => batch));
      group.forEach(({ resolve }, at) => resolve(outcomes[at] as BatchOutcome));
      this.onCommit(new Set(group.map(({ batch }) => batch.store)));
    } catch (error) {
      await this.#fail(group, error);
    }
  }

  /** One batch for a store that is not there must not fail the others'. */
  async #fail(group: Waiting[], error: unknown): Promise<void> {
    if (error instanceof UnknownStoreError && group.length > 1) for (const one of group) await this.#commit([one]);
    else for (const { reject } of group) reject(error);
  }
}
