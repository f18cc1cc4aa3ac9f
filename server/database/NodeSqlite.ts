import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

type Given = Parameters<StatementSyncInstance['all']>;

/** Statements kept prepared: the ledger has few, and a batch's is long. */
const keptStatements = 100;

/** SQLite with the interface of `node:sqlite`, as Kysely wants to see it. */
export class NodeSqlite implements SqliteDatabase {
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  prepare(sql: string): SqliteStatement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = asKysely(this.#database.prepare(sql), sql === 'rollback');
    if (this.#statements.size >= keptStatements) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  /** The first column of the first row that a pragma gives back. */
  pragma(text: string): unknown {
    const row = this.#database.prepare(`pragma ${text}`).get();
    return row === undefined ? undefined : Object.values(row as Record<string, unknown>)[0];
  }

  /** Brings the log into the file first, so that a copy of the file alone is the whole ledger. */
  close(): void {
    this.#statements.clear();
    try {
      this.pragma('wal_checkpoint(truncate)');
    } catch {
      // A disk that is full or read-only: the log stays beside the file, and is read with it at the next open.
    }
    this.#database.close();
  }
}

/** @param isRollback what a full disk has rolled back by itself already is no failure of its own: that would hide the disk's */
function asKysely(statement: StatementSyncInstance, isRollback: boolean): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (given) => statement.all(...(given as Given)),
    run: (given) => {
      try {
        const { changes, lastInsertRowid } = statement.run(...(given as Given));
        return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
      } catch (error) {
        if (isRollback && String(error).includes('no transaction is active'))
          return { changes: 0n, lastInsertRowid: 0n };
        throw error;
      }
    },
    iterate: (given) => statement.iterate(...(given as Given)) as IterableIterator<unknown>,
  };
}
