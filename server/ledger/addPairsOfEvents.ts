import { type Kysely, sql } from 'kysely';
import type { LedgerTables } from './LedgerTables';
import { pairOf } from './pairOf';

const rowsAtOnce = 1_000;

/** Every event's pair in a column of its own, so that what was said of a pair is found without reading the ledger. */
export async function addPairsOfEvents(database: Kysely<LedgerTables>): Promise<void> {
  await sql`alter table events add column pair text not null default ''`.execute(database);
  for (let after = 0; ;) {
    const events = database.selectFrom('events').select(['position', 'body']).where('position', '>', after);
    const rows = await events.orderBy('position').limit(rowsAtOnce).execute();
    for (const { position, body } of rows)
      await database
        .updateTable('events')
        .set({ pair: pairOf(body) })
        .where('position', '=', position)
        .execute();
    after = rows.at(-1)?.position ?? after;
    if (rows.length < rowsAtOnce) break;
  }
  await sql`create index events_of_pair on events (store, pair, position)`.execute(database);
}
