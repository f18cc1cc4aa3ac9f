import { canonicalJson } from '../pairs/canonicalJson';
import { Connection } from '../store/Connection';
import { StoredOutbox } from '../store/outbox/StoredOutbox';
import type { Taken } from '../store/outbox/takeArrival';
import { batchRequest, type BatchRequest } from './batchRequest';
import { Exchange } from './Exchange';
import type { ServerLink } from './ServerLink';
import type { SyncContract, SyncStatus } from './SyncContract';
import { mostEvents } from './SyncState';

/** Verdicts that are given in one go leave in one batch. */
const gatherMs = 300;

/** Bytes that a browser sends at most for a page that is gone, and those of them that events may have. */
const mostKeptAlive = 65_536;
const farewellBytes = 60_000;

/** The sync worker's side of its contract. It hears of new events as the tabs do, on the ledger's channel. */
export class SyncService implements SyncContract {
  readonly #database: string;
  readonly #outbox: StoredOutbox;
  readonly #exchange: Exchange;
  /** What tabs tell each other; each only says that there is something. */
  readonly #ledger: BroadcastChannel;
  readonly #people = new BroadcastChannel('assay-people');
  readonly #moved: BroadcastChannel;
  #tell: (status: SyncStatus) => void = () => undefined;
  #isVisible = true;
  #gathering: ReturnType<typeof setTimeout> | null = null;

  constructor(link: ServerLink, database = 'assay') {
    this.#database = database;
    this.#outbox = new StoredOutbox(new Connection(database));
    this.#ledger = new BroadcastChannel(`${database}-ledger`);
    this.#moved = new BroadcastChannel(`${database}-sync`);
    this.#exchange = new Exchange({
      outbox: this.#outbox,
      link,
      today: () => new Date().toISOString(),
      now: () => performance.now(),
      tried: new Map(),
      chance: Math.random,
      wait,
      listen: (signal) => this.#listen(link, signal),
      exclusive: (round) => this.#exclusive(round),
      onTaken: (taken) => this.#announce(taken),
      onMoved: () => {
        this.#moved.postMessage(null);
        void this.#report();
      },
    });
  }

  async start(onStatus: (status: SyncStatus) => void): Promise<void> {
    this.#tell = onStatus;
    this.#ledger.onmessage = () => this.#gather();
    this.#moved.onmessage = () => void this.#report();
    globalThis.addEventListener('online', () => this.#exchange.wake('back'));
    void this.#exchange.run(new AbortController().signal);
    await this.#report();
  }

  async wake(): Promise<void> {
    this.#exchange.wake('back');
  }

  async setVisible(isVisible: boolean): Promise<void> {
    this.#isVisible = isVisible;
    if (isVisible) this.#exchange.wake('back');
  }

  rejected() {
    return this.#outbox.rejected();
  }

  async retryRejected(): Promise<void> {
    await this.#outbox.retryRejected();
    this.#exchange.wake('back');
  }

  async rawOutbox(): Promise<Blob> {
    const lines = (await this.#outbox.unacknowledged()).map((event) => `${canonicalJson(event)}\n`);
    return new Blob(lines, { type: 'application/jsonl' });
  }

  #gather(): void {
    void this.#report();
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      this.#exchange.wake('stored');
    }, gatherMs);
  }

  /** Names first: without them what came in would count as the person's own. */
  #announce({ people }: Taken): void {
    if (people) this.#people.postMessage(people);
    this.#ledger.postMessage(null);
  }

  async #report(): Promise<void> {
    // A count that fails is made up for by the next.
    const counts = await this.#outbox.counts().catch(() => null);
    if (!counts) return;
    const farewell = counts.waiting > 0 ? await this.#farewell().catch(() => null) : null;
    this.#tell({ ...counts, problem: this.#exchange.problem, farewell });
  }

  async #farewell(): Promise<BatchRequest | null> {
    const [{ generation, store }, batch] = [
      await this.#outbox.record(),
      await this.#outbox.batch(mostEvents, farewellBytes),
    ];
    if (generation === null || batch === null) return null;
    const request = batchRequest({ generation, store }, batch);
    return new Blob([request.body]).size <= mostKeptAlive ? request : null;
  }

  async #listen(link: ServerLink, signal: AbortSignal): Promise<boolean> {
    const { generation, store, cursor } = await this.#outbox.record();
    return this.#isVisible && generation !== null && link.listen(store, cursor, signal);
  }

  /** One round at a time among the tabs; never taken from one that holds it. */
  async #exclusive(round: () => Promise<void>): Promise<void> {
    const locks = (navigator as { locks?: LockManager }).locks;
    await (locks ? locks.request(`${this.#database}-sync`, round) : round());
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
