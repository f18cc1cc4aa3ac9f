import { v7 } from 'uuid';
import { sealEvent } from '../verdicts/sealEvent';
import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';
import { claimIdentity } from './claimIdentity';
import { Connection } from './Connection';
import { ForeignEvents } from './ForeignEvents';
import type { Ledger, MergeReport } from './Ledger';
import { mergeEvents } from './mergeEvents';
import type { AssayTransaction, LedgerIdentity } from './schema';
import { Sentinel } from './Sentinel';
import { newlyLost } from './sentinelRecord';

type LedgerTransaction = AssayTransaction<('events' | 'meta')[], 'readwrite'>;

/** What a transaction of the ledger does: who the client is after it, how many lost events it brought back, its result. */
type LedgerWork<Result> = (
  transaction: LedgerTransaction,
  identity: LedgerIdentity,
) => Promise<{ identity: LedgerIdentity; regained: number; result: Result }>;

/**
 * Opens this browser's ledger; in a page only, because its sentinel is in localStorage.
 *
 * @param database name of the IndexedDB database, the same as the store's.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openLedger(database = 'assay'): Promise<Ledger> {
  const connection = new Connection(database);
  const ledger = new BrowserLedger(connection, database);
  await ledger.start();
  return ledger;
}

class BrowserLedger implements Ledger {
  readonly #connection: Connection;
  readonly #sentinel: Sentinel;
  readonly #foreign: ForeignEvents;

  constructor(connection: Connection, database: string) {
    this.#connection = connection;
    this.#sentinel = new Sentinel(database);
    this.#foreign = new ForeignEvents(connection, database);
  }

  /** Notices a loss and claims the identity before the first verdict; takes the events stored so far as seen. */
  async start(): Promise<void> {
    await this.#write('open the ledger', async (_transaction, identity) => ({ identity, regained: 0, result: null }));
    await this.#foreign.start();
  }

  async append(drafts: EventDraft[]): Promise<LedgerEvent[]> {
    if (drafts.length === 0) return [];
    const events = await this.#write('save the verdict', async (transaction, identity) => {
      const sealed = seal(drafts, identity);
      const next = { ...identity, seq: identity.seq + sealed.length };
      await storeEvents(transaction, sealed, next);
      return { identity: next, regained: 0, result: sealed };
    });
    this.#foreign.announce(events);
    return events;
  }

  async merge(events: LedgerEvent[]): Promise<MergeReport> {
    const report = await this.#write('take in the verdicts', async (transaction, identity) => {
      const merged = mergeEvents(await transaction.objectStore('events').getAll(), events);
      const next = { ...identity, seq: lastSeq(identity, merged.added) };
      await storeEvents(transaction, merged.added, next);
      return { identity: next, regained: merged.added.length, result: merged };
    });
    this.#foreign.announce(report.added);
    return report;
  }

  events(): Promise<LedgerEvent[]> {
    const request = { stores: ['events' as const], mode: 'readonly' as const, doing: 'read the verdicts' };
    return this.#connection.transact(request, (transaction) => transaction.objectStore('events').getAll());
  }

  onForeignEvents(listener: (events: LedgerEvent[]) => void): () => void {
    return this.#foreign.subscribe(listener);
  }

  async lostEvents(): Promise<number> {
    // Remembered first: an append completes before it is remembered, so the ledger found is never the older of the two.
    const remembered = this.#sentinel.read();
    const request = { stores: ['meta' as const], mode: 'readonly' as const, doing: 'look for lost verdicts' };
    const found = await this.#connection.transact(request, (transaction) =>
      transaction.objectStore('meta').get('identity'),
    );
    return (remembered?.lost ?? 0) + newlyLost(remembered, found ?? null);
  }

  /** One strictly durable transaction of the ledger; the sentinel learns of it when it is complete. */
  async #write<Result>(doing: string, work: LedgerWork<Result>): Promise<Result> {
    const remembered = this.#sentinel.read();
    const stores: ('events' | 'meta')[] = ['events', 'meta'];
    const request = { stores, mode: 'readwrite', durability: 'strict', doing } as const;
    const { found, written } = await this.#connection.transact(request, async (transaction) => {
      const claim = await claimIdentity(transaction, remembered);
      return { found: claim.found, written: await work(transaction, claim.identity) };
    });
    const lost = (remembered?.lost ?? 0) + newlyLost(remembered, found);
    this.#sentinel.remember(written.identity, Math.max(0, lost - written.regained));
    return written.result;
  }
}

function seal(drafts: readonly EventDraft[], { storeId, client, seq }: LedgerIdentity): LedgerEvent[] {
  const at = new Date().toISOString();
  return drafts.map((draft, n) => sealEvent(draft, { id: v7(), storeId, client, seq: seq + 1 + n, at }));
}

async function storeEvents(transaction: LedgerTransaction, events: LedgerEvent[], next: LedgerIdentity): Promise<void> {
  const stored = events.map((event) => transaction.objectStore('events').add(event));
  await Promise.all([...stored, transaction.objectStore('meta').put(next, 'identity')]);
}

/** The number that the client has reached: a backup may hold events of this very client that the ledger has lost. */
function lastSeq({ client, seq }: LedgerIdentity, added: readonly LedgerEvent[]): number {
  return added.reduce((last, event) => (event.client === client ? Math.max(last, event.seq) : last), seq);
}
