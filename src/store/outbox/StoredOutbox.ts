import { ledgerEvents } from '../ledgerEvents';
import type { Connection } from '../Connection';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { LedgerIdentity } from '../schema';
import type { RejectedMark } from './OutboxMark';
import type { Acknowledged, Arrival, OutboxBatch, OutboxCounts, Receipt } from './OutboxPorts';
import { settleReceipt } from './settleReceipt';
import { noContact, type SyncRecord } from './SyncRecord';
import { syncStores, type SyncReading, type SyncTransaction } from './SyncTransaction';
import { takeArrival, type Taken } from './takeArrival';

const fromTheBeginning = { cursor: null, refused: 0, refusedReason: null };

/** What of the ledger the server has not acknowledged, in IndexedDB; in a page or a worker. Several may be open at once. */
export class StoredOutbox {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  record(): Promise<SyncRecord> {
    return this.#read('read what the server has', recordIn);
  }

  counts(): Promise<OutboxCounts> {
    return this.#read('count what waits for the server', async (transaction) => {
      const states = transaction.objectStore('outbox').index('state');
      const record = await recordIn(transaction);
      const [waiting, rejected] = await Promise.all([states.count('waiting'), states.count('rejected')]);
      const { acknowledgedAt, generation, store, refused, refusedReason } = record;
      return { waiting, rejected, acknowledgedAt, store, hasServer: generation !== null, refused, refusedReason };
    });
  }

  /** The oldest waiting events of one client, at most so many events and bytes, but never less than one; null where none waits. */
  batch(mostEvents: number, mostBytes: number): Promise<OutboxBatch | null> {
    return this.#read('read what waits for the server', async (transaction) => {
      const keys = await transaction.objectStore('outbox').index('state').getAllKeys('waiting', mostEvents);
      const found = await Promise.all(keys.map((key) => transaction.objectStore('events').get(key)));
      const identity = await transaction.objectStore('meta').get('identity');
      const events = beginningOf(
        found.filter((event) => event !== undefined),
        mostBytes,
      );
      const client = events[0]?.client;
      if (client === undefined) return null;
      const person = identity?.people?.[client] ?? null;
      return { client, relayed: !clientsOf(identity).includes(client), person, events };
    });
  }

  /** Every event that the server has not acknowledged, in the order in which it was stored. */
  unacknowledged(): Promise<LedgerEvent[]> {
    return this.#read('read what waits for the server', async (transaction) => {
      const keys = await transaction.objectStore('outbox').getAllKeys();
      const found = await Promise.all(keys.map((key) => transaction.objectStore('events').get(key)));
      return found.filter((event) => event !== undefined);
    });
  }

  rejected(): Promise<RejectedMark[]> {
    return this.#read('read what the server rejected', async (transaction) => {
      const marks = await transaction.objectStore('outbox').index('state').getAll('rejected');
      return marks.filter((mark) => mark.state === 'rejected');
    });
  }

  /** The events that the server has acknowledged, of every client that this browser is or was. */
  acknowledged(): Promise<Acknowledged[]> {
    return this.#read('compare the ledger with the server', async (transaction) => {
      const place = transaction.objectStore('events').index('place');
      const marked = new Set(await transaction.objectStore('outbox').getAllKeys());
      const identity = await transaction.objectStore('meta').get('identity');
      return Promise.all(
        clientsOf(identity).map(async (client) => {
          const [events, keys] = await Promise.all([place.getAll(all(client)), place.getAllKeys(all(client))]);
          return { client, events: events.filter((_, at) => !marked.has(keys[at] ?? 0)) };
        }),
      );
    });
  }

  /** Takes what the server said of a batch. Under another generation than the known one it counts for nothing. */
  settle(receipt: Receipt, at: string): Promise<void> {
    return this.#write('mark what the server has', (transaction) => settleReceipt(transaction, receipt, at));
  }

  /** Sets an event aside that no batch can hold. */
  park(id: string, code: string, message: string, at: string): Promise<void> {
    return this.#write('set aside what cannot be sent', async (transaction) => {
      const key = await transaction.objectStore('events').index('id').getKey(id);
      if (key === undefined) return;
      await transaction.objectStore('outbox').put({ state: 'rejected', id, code, message, at }, key);
    });
  }

  /** The server is another one than before: all events wait again, and all of its events are read again. */
  renew(generation: string, store: string): Promise<void> {
    return this.#write('take the server as new', async (transaction) => {
      await waitAgain(transaction, await transaction.objectStore('events').getAllKeys());
      await this.#change(transaction, { generation, store, ...fromTheBeginning });
    });
  }

  /** All events of a client wait again, and the server's are read again from the beginning. */
  sendAgain(client: string): Promise<void> {
    return this.#write('send the ledger again', async (transaction) => {
      await waitAgain(transaction, await transaction.objectStore('events').index('place').getAllKeys(all(client)));
      await this.#change(transaction, fromTheBeginning);
    });
  }

  /** What was rejected waits again: the person asks for another try. */
  retryRejected(): Promise<void> {
    return this.#write('try the rejected events again', async (transaction) => {
      await waitAgain(transaction, await transaction.objectStore('outbox').index('state').getAllKeys('rejected'));
    });
  }

  /** Takes events that the server has and this browser has not. */
  take(arrival: Arrival): Promise<Taken> {
    return this.#write("take the server's events", (transaction) => takeArrival(transaction, arrival));
  }

  /** Every event of the ledger. */
  events(): Promise<LedgerEvent[]> {
    return ledgerEvents(this.#connection)();
  }

  async #change(transaction: SyncTransaction, change: Partial<SyncRecord>): Promise<void> {
    const sync = transaction.objectStore('sync');
    await sync.put({ ...(await recordIn(transaction)), ...change }, 'server');
  }

  #write<Result>(doing: string, work: (transaction: SyncTransaction) => Promise<Result>): Promise<Result> {
    return this.#connection.transact({ stores: syncStores, mode: 'readwrite', durability: 'strict', doing }, work);
  }

  #read<Result>(doing: string, work: (transaction: SyncReading) => Promise<Result>): Promise<Result> {
    return this.#connection.transact({ stores: syncStores, mode: 'readonly', doing }, work);
  }
}

/** Records of an older Assay name no store: there was one. */
async function recordIn(transaction: SyncReading | SyncTransaction): Promise<SyncRecord> {
  return { ...noContact, ...(await transaction.objectStore('sync').get('server')) };
}

async function waitAgain(transaction: SyncTransaction, keys: readonly number[]): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  await Promise.all(keys.map((key) => outbox.put({ state: 'waiting' }, key)));
}

/** The clients that this browser is and was. */
function clientsOf(identity: LedgerIdentity | undefined): string[] {
  return identity ? [identity.client, ...(identity.former ?? [])] : [];
}

/** The places of all events of a client. */
function all(client: string): IDBKeyRange {
  return IDBKeyRange.bound([client, 0], [client, Number.MAX_SAFE_INTEGER]);
}

/** The longest beginning of one client that fits. */
function beginningOf(events: readonly LedgerEvent[], mostBytes: number): LedgerEvent[] {
  const encoder = new TextEncoder();
  const taken: LedgerEvent[] = [];
  let size = 0;
  for (const event of events) {
    size += encoder.encode(JSON.stringify(event)).length + 1;
    if (event.client !== events[0]?.client || (taken.length > 0 && size > mostBytes)) break;
    taken.push(event);
  }
  return taken;
}
