import { randomUUID } from 'node:crypto';
import { openLedgerStore } from '../../../server/ledger/openLedgerStore';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import type { PostgresServer } from '../../support/PostgresServer';
import type { TortureDatabase } from './TortureDatabase';

const database = 'torture';

/**
 * A real PostgreSQL. A crash breaks all connections at once, as a killed server's do; one in the midst of a commit
 * may have been taken or not.
 */
export async function postgresTorture(server: PostgresServer): Promise<TortureDatabase> {
  const url = await server.create(database);
  await (await openLedgerStore('/nowhere', url)).close();
  const breakConnections = () =>
    server.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
  const empty = async () => {
    const generation = `update meta set value = '${randomUUID()}' where key = 'generation'`;
    const counter = 'update counter set position = 0, clients = 0';
    await server.query(`truncate events, parked, clients; ${counter}; ${generation}`, database);
  };
  const end = async (store: LedgerStore, during?: () => Promise<unknown>) => {
    const going = during?.().catch(() => undefined);
    await breakConnections();
    await going;
    await store.close();
  };
  return {
    open: () => openLedgerStore('/nowhere', url),
    crash: end,
    async clear(store) {
      await end(store);
      await empty();
    },
    reset: empty,
  };
}
