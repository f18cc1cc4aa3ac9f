import { v7 } from 'uuid';
import { sealEvent } from '../verdicts/sealEvent';
import type { EventDraft, LedgerEvent } from '../verdicts/VerdictEvent';
import { addEvents } from './addEvents';
import { claimIdentity } from './claimIdentity';
import { Connection } from './Connection';
import { CopyKeeper } from './copy/CopyKeeper';
import type { LedgerCopy } from './copy/LedgerCopy';
import { ForeignEvents } from './ForeignEvents';
import type { Ledger, MergeReport } from './Ledger';
import { identityOf } from './identityOf';
import { ledgerEvents } from './ledgerEvents';
import { mergeEvents } from './mergeEvents';
import { ledgerStores, type LedgerTransaction } from './LedgerTransaction';
import type { LedgerIdentity } from './schema';
import { Sentinel } from './Sentinel';
import { newlyLost } from './sentinelRecord';

/** What a transaction of the ledger does: who the client is after it, how many lost events it brought back, its result. */
type LedgerWork<Result> = (
  transaction: LedgerTransaction,
  identity: LedgerIdentity,
  found: LedgerIdentity | null,
) => Promise<{ identity: LedgerIdentity; regained: number; result: Result }>;

/**
 * Opens this browser's ledger; in a page only, because its sentinel is in localStorage. What the ledger has lost since the
 * last visit comes back from the second copy.
 *
 * @param database name of the IndexedDB database, the same as the store's.
 * @param copy null where nobody keeps a second copy.
 * @throws StoreError when the browser refuses to open it.
 */
export async function openLedger(database = 'assay', copy: LedgerCopy | null = null): Promise<Ledger> {
  const ledger = new BrowserLedger(database, copy);
  await ledger.start();
  return ledger;
}

class BrowserLedger implements Ledger {
  readonly #connection: Connection;
  readonly #sentinel: Sentinel;
  readonly #foreign: ForeignEvents;
  readonly #copy: CopyKeeper | null;
  #regained = 0;
  /** Who this browser is in the ledger. */
  #client = '';

  constructor(database: string, copy: LedgerCopy | null) {
    this.#connection = new Connection(database);
    this.#sentinel = new Sentinel(database);
    this.#foreign = new ForeignEvents(this.#connection, database);
    this.#copy = copy && new CopyKeeper(copy);
  }

  get regained(): number {
    return this.#regained;
  }

  get copyProblem(): string | null {
    return this.#copy?.problem ?? null;
  }

  /** Notices a loss and claims the identity before the first verdict; takes the events stored so far as seen. */
  async start(): Promise<void> {
    const isNew = await this.#write('open the ledger', async (_transaction, identity, found) => ({
      ...{ identity, regained: 0, result: found === null },
    }));
    if (isNew || (await this.lostEvents()) > 0) await this.#regain();
    await this.#foreign.start();
    this.#foreign.subscribe((events) => void this.#keepForeign(events));
    void this.#copy?.catchUp();
  }

  /** What came from the server enters the second copy at once. Own events of other tabs are copied by those. */
  async #keepForeign(events: LedgerEvent[]): Promise<void> {
    await this.#copy?.keep(events.filter(({ client }) => client !== this.#client));
  }

  /** Takes the second copy in. Where that cannot be stored the loss stands, is said, and the next start tries again. */
  async #regain(): Promise<void> {
    const copied = (await this.#copy?.events()) ?? [];
    this.#regained = await this.#take(copied).then(
      ({ added }) => added.length,
      () => 0,
    );
  }

  async actAs(person: string): Promise<void> {
    await this.#write('note who is signed in', async (transaction, identity) => {
      const next = identityOf(identity, person);
      if (next !== identity) await transaction.objectStore('meta').put(next, 'identity');
      return { identity: next, regained: 0, result: undefined };
    });
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
    await this.#copy?.keep(events);
    return events;
  }

  async merge(events: LedgerEvent[]): Promise<MergeReport> {
    const report = await this.#take(events);
    this.#foreign.announce(report.added);
    await this.#copy?.keep(report.added);
    return report;
  }

  /** Stores events from outside that the ledger has not. */
  #take(events: LedgerEvent[]): Promise<MergeReport> {
    return this.#write('take in the verdicts', async (transaction, identity) => {
      const merged = mergeEvents(await transaction.objectStore('events').getAll(), events);
      const next = { ...identity, seq: lastSeq(identity, merged.added) };
      await storeEvents(transaction, merged.added, next);
      return { identity: next, regained: merged.added.length, result: merged };
    });
  }

  events(): Promise<LedgerEvent[]> {
    return ledgerEvents(this.#connection)();
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
    const request = { stores: ledgerStores, mode: 'readwrite', durability: 'strict', doing } as const;
    const { found, written } = await this.#connection.transact(request, async (transaction) => {
      const claim = await claimIdentity(transaction, remembered);
      return { found: claim.found, written: await work(transaction, claim.identity, claim.found) };
    });
    const lost = (remembered?.lost ?? 0) + newlyLost(remembered, found);
    this.#client = written.identity.client;
    this.#sentinel.remember(written.identity, Math.max(0, lost - written.regained));
    return written.result;
  }
}

function seal(drafts: readonly EventDraft[], { storeId, client, seq }: LedgerIdentity): LedgerEvent[] {
  const at = new Date().toISOString();
  return drafts.map((draft, n) => sealEvent(draft, { id: v7(), storeId, client, seq: seq + 1 + n, at }));
}

async function storeEvents(transaction: LedgerTransaction, events: LedgerEvent[], next: LedgerIdentity): Promise<void> {
  await Promise.all([addEvents(transaction, events), transaction.objectStore('meta').put(next, 'identity')]);
}

/** The number that the client has reached: a backup may hold events of this very client that the ledger has lost. */
function lastSeq({ client, seq }: LedgerIdentity, added: readonly LedgerEvent[]): number {
  return added.reduce((last, event) => (event.client === client ? Math.max(last, event.seq) : last), seq);
}
