import type { Kysely } from 'kysely';
import type { SqlDatabase } from '../database/SqlDatabase';
import type { Tables } from '../database/Tables';
import type { StoredEvent, StoredPage } from './LedgerStore';

/** What a page is made of: `reader` is a person who may see what others said of a pair after an own verdict on it only. */
export interface BlindQuery {
  store: number;
  after: number;
  limit: number;
  maxChars: number;
  reader: string;
}

/** An event with what decides about it. */
type Row = StoredEvent & { pair: string };

/** Positions that one page goes through at most, where there is little in them for the reader. */
const walkedAtOnce = 10_000;
const rowsAtOnce = 1_000;

/**
 * Events as one person may read them who judges blind: in the order of the ledger the own ones, and others' on pairs that
 * the person has judged before; behind the first own verdict on a pair comes what others had said of it until then. So the feed
 * only grows, and a position of the ledger is a place in it. A page goes over its limit by the events of one pair at most.
 */
export async function blindPage(
  kysely: Kysely<Tables>,
  database: Pick<SqlDatabase, 'isOneOf'>,
  query: BlindQuery,
): Promise<StoredPage> {
  const events: StoredEvent[] = [];
  let upTo = query.after;
  for (let walked = 0, chars = 0; walked < walkedAtOnce;) {
    const rows = await rowsAfter(kysely, query.store, upTo);
    const judged = await firstVerdicts(kysely, database, query, rows);
    for (const row of rows) {
      const shown = await shownAt(kysely, query, row, judged.get(row.pair) ?? Infinity);
      const size = shown.reduce((sum, { body }) => sum + body.length, 0);
      const isFull = events.length >= query.limit || chars + size > query.maxChars;
      if (isFull && events.length > 0 && shown.length > 0) return { events, upTo, more: true };
      events.push(...shown);
      chars += size;
      upTo = row.position;
    }
    walked += rows.length;
    if (rows.length < rowsAtOnce) return { events, upTo, more: false };
  }
  return { events, upTo, more: true };
}

/** What the feed has at the place of one event of the ledger. @param judged where the reader first judged its pair */
async function shownAt(
  kysely: Kysely<Tables>,
  { store, reader }: BlindQuery,
  row: Row,
  judged: number,
): Promise<StoredEvent[]> {
  if (row.annotator !== reader) return judged < row.position ? [row] : [];
  if (judged !== row.position) return [row];
  const earlier = eventsOf(kysely, store).where('event.pair', '=', row.pair).where('event.position', '<', row.position);
  return [row, ...(await earlier.where('client.annotator', '!=', reader).orderBy('event.position').execute())];
}

/** Where in the ledger the reader's first verdict on each pair of the rows stands. */
async function firstVerdicts(
  kysely: Kysely<Tables>,
  database: Pick<SqlDatabase, 'isOneOf'>,
  { store, reader }: BlindQuery,
  rows: readonly Row[],
): Promise<Map<string, number>> {
  const pairs = [...new Set(rows.map(({ pair }) => pair))];
  if (pairs.length === 0) return new Map();
  const own = eventsOf(kysely, store).where('client.annotator', '=', reader);
  const found = await own.where(database.isOneOf('event.pair', pairs)).orderBy('event.position', 'desc').execute();
  const verdicts = found.filter(({ body }) => (JSON.parse(body) as { type: string }).type === 'verdict');
  return new Map(verdicts.map(({ pair, position }) => [pair, position]));
}

function rowsAfter(kysely: Kysely<Tables>, store: number, position: number): Promise<Row[]> {
  const rows = eventsOf(kysely, store).where('event.position', '>', position);
  return rows.orderBy('event.position').limit(rowsAtOnce).execute();
}

function eventsOf(kysely: Kysely<Tables>, store: number) {
  return kysely
    .selectFrom('events as event')
    .innerJoin('clients as client', 'client.no', 'event.client')
    .select(['event.position', 'event.link', 'event.received_at as receivedAt', 'event.body', 'event.pair'])
    .select(['client.client', 'client.annotator'])
    .where('event.store', '=', store);
}
