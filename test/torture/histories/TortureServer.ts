import { writeFile } from 'node:fs/promises';
import { createApp } from '../../../server/app';
import { exportLedger } from '../../../server/ledger/books/exportLedger';
import { restoreLedger } from '../../../server/ledger/books/restoreLedger';
import { verifyLedger } from '../../../server/ledger/books/verifyLedger';
import { LedgerService } from '../../../server/ledger/LedgerService';
import type { BatchOutcome, IncomingBatch, LedgerStore, StoredEvent } from '../../../server/ledger/LedgerStore';
import { ledgerApi } from '../../../server/ledger/routes/ledgerApi';
import { mainStore } from '../../../src/sync/wire/wirePaths';
import type { TortureDatabase } from './TortureDatabase';

/** Where in an append the server dies: `torn`, while its write is on its way to the disk. */
export type Crash = 'before commit' | 'torn' | 'after commit';

type App = ReturnType<typeof createApp>;

/** The real server over a real database, in this process, which dies as it is told. */
export class TortureServer {
  /** The next append dies like this. */
  crash: Crash | null = null;
  /** Counts starts: an answer of an earlier life reaches nobody. */
  life = 0;
  crashes = 0;
  #store!: LedgerStore;
  #service!: LedgerService;
  #app!: App;
  #starting: Promise<void> = Promise.resolve();
  readonly #backups: string[] = [];

  private constructor(private readonly database: TortureDatabase) {}

  static async start(database: TortureDatabase): Promise<TortureServer> {
    const server = new TortureServer(database);
    await server.#open();
    return server;
  }

  async request(path: string, init: RequestInit): Promise<Response> {
    await this.#starting;
    return this.#app.request(path, { ...init, headers: { ...(init.headers as object), Host: 'localhost' } });
  }

  generation(): Promise<string> {
    return this.#store.generation();
  }

  async log(): Promise<StoredEvent[]> {
    await this.#starting;
    return (await this.#store.page(mainStore, 0, 100_000, Number.MAX_SAFE_INTEGER)).events;
  }

  parked() {
    return this.#store.parked(mainStore, null);
  }

  /** Hashes, chains and digests anew. */
  async faults(): Promise<string[]> {
    return (await verifyLedger(this.#store, mainStore)).faults;
  }

  /** Dies between requests. */
  async kill(): Promise<void> {
    await this.#starting;
    await this.#restart(() => this.database.crash(this.#store));
  }

  async backUp(folder: string): Promise<void> {
    await this.#starting;
    const lines: string[] = [];
    for await (const line of exportLedger(this.#store, mainStore, null)) lines.push(line);
    const path = `${folder}/backup-${this.#backups.length}`;
    await writeFile(path, lines.join(''));
    this.#backups.push(path);
  }

  /** Puts a backup in place of the database, as `assay ledger restore` does. */
  async restore(which: number): Promise<boolean> {
    await this.#starting;
    const path = this.#backups[which % Math.max(1, this.#backups.length)];
    if (path === undefined) return false;
    await this.#restart(async () => {
      await this.database.clear(this.#store);
      const emptied = await this.database.open();
      await restoreLedger(emptied, path, null);
      await emptied.close();
    });
    return true;
  }

  async close(): Promise<void> {
    await this.#starting;
    await this.#service.close();
  }

  #restart(between: () => Promise<void>): Promise<void> {
    this.life++;
    this.#starting = between().then(() => this.#open());
    return this.#starting;
  }

  async #open(): Promise<void> {
    this.#store = await this.database.open();
    this.#service = new LedgerService(this.#dying(this.#store, this.life));
    this.#app = createApp({ studioRoot: '/nowhere', local: true, version: '0.0.0', parts: [ledgerApi(this.#service)] });
  }

  /** The store, whose appends die when it is their turn. */
  #dying(store: LedgerStore, life: number): LedgerStore {
    const append = (batches: readonly IncomingBatch[]) => this.#append(store, life, batches);
    return new Proxy(store, {
      get(target, name) {
        if (name === 'append') return append;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  async #append(store: LedgerStore, life: number, batches: readonly IncomingBatch[]): Promise<BatchOutcome[]> {
    const crash = this.crash;
    // A request of a life that has ended finds its database closed.
    if (crash === null || life !== this.life) return store.append(batches);
    this.crash = null;
    this.crashes++;
    if (crash === 'after commit') await store.append(batches);
    await this.#restart(() => this.database.crash(store, crash === 'torn' ? () => store.append(batches) : undefined));
    throw new Error('The server died.');
  }
}
