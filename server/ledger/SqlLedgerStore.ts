import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Digest } from '../../src/sync/wire/Digest';
import { emptyXor } from '../../src/sync/wire/fingerprint';
import type { StoreList } from '../../src/sync/wire/StoreList';
import { wireLimits } from '../../src/sync/wire/wireLimits';
import { AppendGroup, readBatch } from './AppendGroup';
import { blindPage } from './blindPage';
import type {
  BatchOutcome,
  ClientRecord,
  IncomingBatch,
  LedgerStore,
  ParkedEvent,
  StoredEvent,
  StoredPage,
} from './LedgerStore';
import { sha256OfText } from './sha256OfText';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import { UnknownStoreError } from './UnknownStoreError';

/** The ledger in a database that speaks SQL and has this version's tables. */
export class SqlLedgerStore implements LedgerStore {
  constructor(private readonly database: SqlDatabase) {}

  get place(): string {
    return this.database.place;
  }

  generation(): Promise<string> {
    return this.#ask(async (kysely) => {
      const rows = kysely.selectFrom('meta').select('value').where('key', '=', 'generation');
      return (await rows.executeTakeFirstOrThrow()).value;
    });
  }

  stores(): Promise<StoreList['stores']> {
    return this.#ask((kysely) => kysely.selectFrom('stores').select(['id', 'name']).orderBy('no').execute());
  }

  append(batches: readonly IncomingBatch[]): Promise<BatchOutcome[]> {
    const read = batches.map(readBatch);
    return this.#ask((kysely) =>
      kysely.transaction().execute((transaction) => new AppendGroup(transaction, this.database).append(read)),
    );
  }

  page(store: string, after: number, limit: number, maxChars: number): Promise<StoredPage> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      const rows = await kysely
        .selectFrom('events as event')
        .leftJoin('clients as client', 'client.no', 'event.client')
        .select(['event.position', 'event.link', 'event.received_at as receivedAt', 'event.body'])
        // Every event has a client, unless somebody took that one's row out: the event must still be seen.
        .select((row) => row.fn.coalesce('client.client', sql.lit('')).as('client'))
        .select((row) => row.fn.coalesce('client.annotator', sql.lit('')).as('annotator'))
        .where('event.store', '=', no)
        .where('event.position', '>', after)
        .orderBy('event.position')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, after, limit, maxChars);
    });
  }

  blindPage(store: string, after: number, limit: number, maxChars: number, reader: string): Promise<StoredPage> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      return blindPage(kysely, this.database, { store: no, after, limit, maxChars, reader });
    });
  }

  head(store: string): Promise<number> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      const rows = kysely.selectFrom('events').select('position').where('store', '=', no);
      return (await rows.orderBy('position', 'desc').limit(1).executeTakeFirst())?.position ?? 0;
    });
  }

  digest(store: string, client: string): Promise<Omit<Digest, 'generation'>> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      const clients = kysely.selectFrom('clients').selectAll().where('store', '=', no);
      const row = await clients.where('client', '=', client).executeTakeFirst();
      if (!row) return { client, count: 0, parked: 0, maxSeq: 0, gaps: [], xor: emptyXor };
      const parked = await parkedOnly(kysely, row.no);
      const maxSeq = Math.max(row.max_seq, parked.maxSeq);
      const gaps = row.count + parked.count === maxSeq ? [] : await gapsOf(kysely, row.no);
      return { client, count: row.count, parked: parked.count, maxSeq, gaps, xor: row.xor };
    });
  }

  clients(store: string): Promise<ClientRecord[]> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      const columns = ['client', 'annotator', 'count', 'max_seq as maxSeq', 'xor', 'link'] as const;
      return kysely.selectFrom('clients').select(columns).where('store', '=', no).orderBy('client').execute();
    });
  }

  parked(store: string, client: string | null): Promise<ParkedEvent[]> {
    return this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      const rows = kysely
        .selectFrom('parked')
        .innerJoin('clients', 'clients.no', 'parked.client')
        .select([
          'clients.client',
          'clients.annotator',
          'parked.id',
          'parked.seq',
          'parked.code',
          'parked.message',
          'parked.body',
        ])
        .select('parked.received_at as receivedAt')
        .where('clients.store', '=', no)
        .where(notAccepted)
        .orderBy('parked.received_at')
        .orderBy('parked.body_hash');
      return (client === null ? rows : rows.where('clients.client', '=', client)).execute();
    });
  }

  async keepParked(store: string, events: readonly ParkedEvent[]): Promise<void> {
    // A batch without events makes the client known, where it is new.
    await this.append(events.map((event) => ({ ...event, store, events: [] })));
    await this.#ask(async (kysely) => {
      const no = await storeNumber(kysely, store);
      for (const { client, receivedAt, id, seq, code, message, body } of events) {
        const rows = kysely.selectFrom('clients').select('no').where('store', '=', no).where('client', '=', client);
        const { no: clientNo } = await rows.executeTakeFirstOrThrow();
        const row = { client: clientNo, body_hash: sha256OfText(body), code, seq, id, message, body };
        const insertion = kysely.insertInto('parked').values({ ...row, received_at: receivedAt });
        await insertion.onConflict((conflict) => conflict.doNothing()).execute();
      }
    });
  }

  async renewGeneration(): Promise<string> {
    const value = randomUUID();
    await this.#ask((kysely) => kysely.updateTable('meta').set({ value }).where('key', '=', 'generation').execute());
    return value;
  }

  integrityFaults(): Promise<string[]> {
    return this.database.integrityFaults();
  }

  async check(): Promise<void> {
    // A write that changes nothing: a full disk or a read-only file shows only there.
    await this.#ask((kysely) =>
      kysely.updateTable('counter').set({ only: 1 }).where('only', '=', 1).executeTakeFirstOrThrow(),
    );
  }

  close(): Promise<void> {
    return this.database.close();
  }

  async #ask<Result>(work: (kysely: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    try {
      return await work(this.database.kysely);
    } catch (error) {
      throw error instanceof UnknownStoreError ? error : this.database.explain(error);
    }
  }
}

async function storeNumber(kysely: Kysely<Tables>, id: string): Promise<number> {
  const row = await kysely.selectFrom('stores').select('no').where('id', '=', id).executeTakeFirst();
  if (!row) throw new UnknownStoreError(id);
  return row.no;
}

function pageOf(rows: StoredEvent[], after: number, limit: number, maxChars: number): StoredPage {
  let chars = 0;
  const tooLong = rows.findIndex(({ body }, at) => (chars += body.length) > maxChars && at > 0);
  const fitting = Math.min(limit, tooLong < 0 ? rows.length : tooLong);
  const events = rows.slice(0, fitting);
  return { events, upTo: events.at(-1)?.position ?? after, more: rows.length > fitting };
}

/** The condition that a parked event has not entered the ledger later. */
const notAccepted = sql<boolean>`not exists (select 1 from events where events.store = clients.store
  and events.id = parked.id and events.body = parked.body)`;

/** Numbers that are known from parked events alone. */
async function parkedOnly(kysely: Kysely<Tables>, client: number): Promise<{ count: number; maxSeq: number }> {
  const { rows } = await sql<{ count: number; maxSeq: number | null }>`
    select count(distinct seq) as count, max(seq) as ${sql.ref('maxSeq')} from parked
    where client = ${client} and seq is not null
    and not exists (select 1 from events where events.client = parked.client and events.seq = parked.seq)`.execute(
    kysely,
  );
  return { count: rows[0]?.count ?? 0, maxSeq: rows[0]?.maxSeq ?? 0 };
}

async function gapsOf(kysely: Kysely<Tables>, client: number): Promise<[number, number][]> {
  const { rows } = await sql<{ before: number; after: number }>`
    select before, after from (
      select seq as before, lead(seq) over (order by seq) as after from (
        select 0 as seq union select seq from events where client = ${client}
        union select seq from parked where client = ${client} and seq is not null) as seen) as neighbours
    where after > before + 1 order by before limit ${wireLimits.gaps}`.execute(kysely);
  return rows.map(({ before, after }) => [before + 1, after - 1]);
}
