import type { LedgerEvent } from '../verdicts/VerdictEvent';
import type { Connection } from './Connection';

type Listener = (events: LedgerEvent[]) => void;

/** Notices what other tabs store. The channel only says that there is something; the events are read from the store. */
export class ForeignEvents {
  readonly #connection: Connection;
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<Listener>();
  readonly #own = new Set<string>();
  /** The store's key of the last event that was looked at. */
  #seen = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(connection: Connection, database: string) {
    this.#connection = connection;
    this.#channel = new BroadcastChannel(`${database}-ledger`);
    this.#channel.onmessage = () => this.#readSoon();
  }

  /** Takes all that is stored now as seen. */
  async start(): Promise<void> {
    this.#seen = (await this.#readNew()).last;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that this tab has stored events. */
  announce(own: readonly LedgerEvent[]): void {
    for (const { id } of own) this.#own.add(id);
    this.#channel.postMessage(null);
  }

  #readSoon(): void {
    // A read that fails is made up for by the next: what was not seen stays unseen.
    this.#reading = this.#reading.then(() => this.#read()).catch(() => undefined);
  }

  async #read(): Promise<void> {
    const { events, last } = await this.#readNew();
    this.#seen = last;
    const foreign = events.filter(({ id }) => !this.#own.delete(id));
    if (foreign.length > 0) for (const listener of this.#listeners) listener(foreign);
  }

  #readNew(): Promise<{ events: LedgerEvent[]; last: number }> {
    const request = { stores: ['events' as const], mode: 'readonly' as const, doing: "read another tab's verdicts" };
    return this.#connection.transact(request, async (transaction) => {
      const store = transaction.objectStore('events');
      const last = (await store.openKeyCursor(null, 'prev'))?.key ?? 0;
      // Keys start again when the browser has thrown the database away.
      const from = last < this.#seen ? 0 : this.#seen;
      return { events: await store.getAll(IDBKeyRange.lowerBound(from, true)), last };
    });
  }
}
