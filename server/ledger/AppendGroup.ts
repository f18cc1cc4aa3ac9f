import type { Transaction } from 'kysely';
import type { Rejection, RejectionCode } from '../../src/sync/wire/Batch';
import { emptyXor, fingerprintText, xorHex } from '../../src/sync/wire/fingerprint';
import { readArrival, type Arrival } from './Arrival';
import { firstLink, nextLink } from './chain';
import type { BatchOutcome, IncomingBatch } from './LedgerStore';
import { sha256OfText } from './sha256OfText';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { UnknownStoreError } from './UnknownStoreError';

type ClientRow = Tables['clients'];
type Accepted = Extract<Arrival, { ok: true }>;
type Parked = Tables['parked'];

/** A batch whose events have been checked by themselves. */
export type ReadBatch = IncomingBatch & { arrivals: Arrival[] };

/** The annotator of every client without team mode, where nobody signs in and everybody is the same person. */
const noTeam = 'local';
/** The annotator of a client of which somebody else sent events before its owner did. */
const nobodyYet = '';

/** Rows that one statement inserts: enough to be quick, few enough for the parameters that databases allow. */
const rowsAtOnce = 500;

/** Checks every event of a batch by itself; the ledger is not asked, so this is done before its lock is taken. */
export function readBatch(batch: IncomingBatch): ReadBatch {
  return { ...batch, arrivals: batch.events.map((event) => readArrival(event, batch.client)) };
}

/**
 * Several batches on their way into the ledger, in one transaction. Reads what the ledger knows of them, decides event by event
 * in memory, then writes all of it.
 */
export class AppendGroup {
  readonly #events: Tables['events'][] = [];
  readonly #parked = new Map<string, Parked>();
  readonly #clients = new Map<string, ClientRow>();
  readonly #changed = new Set<ClientRow>();
  readonly #stores = new Map<string, number>();
  /** Hash by store and id; of the ledger's events and of those accepted here. */
  readonly #hashes = new Map<string, string>();
  /** Client and number of events, of the ledger and accepted here. */
  readonly #taken = new Set<string>();
  #counter: Tables['counter'] = { only: 1, position: 0, clients: 0 };

  constructor(
    private readonly transaction: Transaction<Tables>,
    private readonly database: Pick<SqlDatabase, 'isOneOf'>,
  ) {}

  /** @throws UnknownStoreError and then the transaction must be given up */
  async append(batches: readonly ReadBatch[]): Promise<BatchOutcome[]> {
    await this.#takeLock();
    await this.#readStores();
    for (const batch of batches) await this.#readKnown(batch);
    const outcomes = batches.map((batch) => this.#take(batch));
    await this.#write();
    return outcomes;
  }

  /** The row that everyone changes: in PostgreSQL others wait here until this transaction has ended, in SQLite anywhere. */
  async #takeLock(): Promise<void> {
    const rows = this.transaction.updateTable('counter').set((row) => ({ position: row.ref('position') }));
    this.#counter = await rows.where('only', '=', 1).returningAll().executeTakeFirstOrThrow();
  }

  async #readStores(): Promise<void> {
    const rows = await this.transaction.selectFrom('stores').select(['id', 'no']).execute();
    for (const { id, no } of rows) this.#stores.set(id, no);
  }

  async #readKnown(batch: ReadBatch): Promise<void> {
    const store = this.#storeOf(batch);
    const client = await this.#readClient(store, batch);
    const accepted = batch.arrivals.filter((arrival) => arrival.ok);
    const ids = accepted.map(({ id }) => id);
    const known = this.transaction.selectFrom('events').select(['id', 'hash']).where('store', '=', store);
    if (ids.length > 0) {
      const rows = await known.where(this.database.isOneOf('id', ids)).execute();
      for (const { id, hash } of rows) this.#hashes.set(`${store} ${id}`, hash);
    }
    const seqs = accepted.flatMap(({ seq }) => (seq <= client.max_seq ? seq : []));
    if (seqs.length === 0) return;
    const places = this.transaction.selectFrom('events').select('seq').where('client', '=', client.no);
    const rows = await places.where(this.database.isOneOf('seq', seqs)).execute();
    for (const { seq } of rows) this.#taken.add(`${client.no} ${seq}`);
  }

  async #readClient(store: number, { client, annotator, relay }: IncomingBatch): Promise<ClientRow> {
    const key = `${store} ${client}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const rows = this.transaction.selectFrom('clients').selectAll().where('store', '=', store);
    const row =
      (await rows.where('client', '=', client).executeTakeFirst()) ??
      this.#newClient(store, client, relay === undefined || annotator === noTeam ? annotator : nobodyYet);
    this.#clients.set(key, row);
    return row;
  }

  #newClient(store: number, client: string, annotator: string): ClientRow {
    const no = ++this.#counter.clients;
    const row = { no, store, client, annotator, count: 0, max_seq: 0, xor: emptyXor, link: firstLink };
    this.#changed.add(row);
    return row;
  }

  #storeOf({ store }: IncomingBatch): number {
    const no = this.#stores.get(store);
    if (no === undefined) throw new UnknownStoreError(store);
    return no;
  }

  #take(batch: ReadBatch): BatchOutcome {
    const outcome: BatchOutcome = { acked: [], rejected: [], head: 0 };
    const store = this.#storeOf(batch);
    const client = this.#clients.get(`${store} ${batch.client}`) as ClientRow;
    batch.arrivals.forEach((arrival, index) => {
      const reason = this.#refusal(arrival, client, batch);
      if (reason === null) outcome.acked.push((arrival as Accepted).id);
      else outcome.rejected.push(this.#park(arrival, index, client, batch, reason));
    });
    outcome.head = this.#counter.position;
    return outcome;
  }

  /** Null where the event stands in the ledger when the transaction has ended. */
  #refusal(arrival: Arrival, client: ClientRow, batch: ReadBatch): Pick<Rejection, 'code' | 'message'> | null {
    if (!this.#mayWrite(client, batch)) return forbidden(client.client, batch);
    if (!arrival.ok) return arrival;
    const key = `${client.store} ${arrival.id}`;
    const known = this.#hashes.get(key);
    if (known === arrival.hash) return null;
    if (known !== undefined) return idConflict(arrival, known);
    if (this.#taken.has(`${client.no} ${arrival.seq}`)) return seqConflict(arrival, client.client);
    this.#accept(arrival, client, batch);
    this.#hashes.set(key, arrival.hash);
    this.#taken.add(`${client.no} ${arrival.seq}`);
    return null;
  }

  /** A client belongs to the first person who sent for it; whoever passes on its events never is that person. */
  #mayWrite(client: ClientRow, { annotator, relay }: ReadBatch): boolean {
    if (relay !== undefined && annotator !== noTeam) return relay === 'granted' && client.annotator !== nobodyYet;
    if (client.annotator === nobodyYet) {
      client.annotator = annotator;
      this.#changed.add(client);
    }
    return client.annotator === annotator;
  }

  #accept({ id, seq, hash, body, pair }: Accepted, client: ClientRow, { receivedAt }: ReadBatch): void {
    client.link = nextLink(client.link, hash, client.annotator, receivedAt);
    client.xor = xorHex(client.xor, sha256OfText(fingerprintText({ id, hash })));
    client.count++;
    client.max_seq = Math.max(client.max_seq, seq);
    this.#changed.add(client);
    this.#events.push({
      ...{ position: ++this.#counter.position, store: client.store, client: client.no },
      ...{ seq, id, hash, link: client.link, received_at: receivedAt, body, pair },
    });
  }

  #park(
    { id, seq, body }: Arrival,
    index: number,
    client: ClientRow,
    { receivedAt }: ReadBatch,
    { code, message }: Pick<Rejection, 'code' | 'message'>,
  ): Rejection {
    // Another person's attempt says nothing about which numbers the client's own events have.
    const ownSeq = code === 'forbidden' ? null : seq;
    const row: Parked = {
      ...{ client: client.no, body_hash: sha256OfText(body), code, seq: ownSeq },
      ...{ id, message, received_at: receivedAt, body },
    };
    this.#parked.set(`${row.client} ${row.body_hash} ${code}`, row);
    return { index, id, code: code as RejectionCode, message };
  }

  async #write(): Promise<void> {
    const { transaction } = this;
    if (this.#changed.size === 0 && this.#parked.size === 0) return;
    for (let at = 0; at < this.#events.length; at += rowsAtOnce)
      await transaction
        .insertInto('events')
        .values(this.#events.slice(at, at + rowsAtOnce))
        .execute();
    for (const client of this.#changed) await this.#writeClient(client);
    for (const row of this.#parked.values())
      await transaction
        .insertInto('parked')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const { position, clients } = this.#counter;
    await transaction.updateTable('counter').set({ position, clients }).where('only', '=', 1).execute();
  }

  async #writeClient(client: ClientRow): Promise<void> {
    const { count, max_seq, xor, link, annotator } = client;
    const insertion = this.transaction.insertInto('clients').values(client);
    await insertion
      .onConflict((conflict) => conflict.column('no').doUpdateSet({ count, max_seq, xor, link, annotator }))
      .execute();
  }
}

function forbidden(client: string, { relay }: IncomingBatch): Pick<Rejection, 'code' | 'message'> {
  if (relay !== undefined) {
    const message = `Client ${client} is another person's: that person, or a curator after that, sends its events.`;
    return { code: 'forbidden', message };
  }
  return { code: 'forbidden', message: `Client ${client} is another person's: sign in as that person.` };
}

function idConflict({ id, hash }: Accepted, known: string): Pick<Rejection, 'code' | 'message'> {
  const message = `Event ${id} is in the ledger with other content (hash ${known}, not ${hash}); that one stays.`;
  return { code: 'id_conflict', message };
}

function seqConflict({ seq }: Accepted, client: string): Pick<Rejection, 'code' | 'message'> {
  const message = `Number ${seq} of client ${client} is another event's; that one stays.`;
  return { code: 'seq_conflict', message };
}
