import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerStore } from '../../../server/ledger/LedgerStore';
import { openLedgerStore } from '../../../server/ledger/openLedgerStore';
import { PostgresServer } from '../../support/PostgresServer';

/** A database of one kind; `open` opens the same one again and again. */
export interface LedgerPlace {
  open(): Promise<LedgerStore>;
  /** A second opening beside the first, where the database lets one program have two. */
  openBeside(): Promise<LedgerStore | null>;
  /** Runs one statement past the store. */
  tamper(statement: string): Promise<void>;
  remove(): Promise<void>;
}

export interface PlaceMaker {
  make(): Promise<LedgerPlace>;
  end(): Promise<void>;
}

export async function sqlitePlaces(): Promise<PlaceMaker> {
  const { NodeSqlite } = await import('../../../server/database/NodeSqlite');
  const make = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-ledger-'));
    const tamper = async (statement: string) => {
      const database = new NodeSqlite(join(folder, 'ledger', 'ledger.sqlite'));
      database.prepare(statement).run([]);
      database.close();
    };
    const open = () => openLedgerStore(folder, undefined);
    return { open, openBeside: async () => null, tamper, remove: () => rm(folder, { recursive: true }) };
  };
  return { make, end: async () => undefined };
}

/** Null where PostgreSQL is not installed. */
export async function postgresPlaces(): Promise<PlaceMaker | null> {
  const server = await PostgresServer.start();
  if (server === null) return null;
  let made = 0;
  const make = async () => {
    const database = `ledger${String(++made)}`;
    const url = await server.create(database);
    const tamper = async (statement: string) => void (await server.query(statement, database));
    const open = () => openLedgerStore('/nowhere', url);
    return { open, openBeside: open, tamper, remove: async () => undefined };
  };
  return { make, end: () => server.stop() };
}
