import { existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { NodeSqlite } from '../../server/database/NodeSqlite';

/** Where a server ends itself with SIGKILL: over its n-th commit, `in` it some microseconds after it began. */
export interface Death {
  where: 'before' | 'in' | 'after';
  commit: number;
  us: number;
}

/** The length of SQLite's log up to which every commit was seen to end: what comes behind may not be on the disk yet. */
export function durableLengthFile(dataFolder: string): string {
  return join(dataFolder, 'durable-length');
}

/**
 * Makes this process die over a commit of its database, and note before that what was durable. Neither asks the code that is
 * tested for anything.
 */
export function dieAt(death: Death | null, dataFolder: string): void {
  const commits = new Commits(death);
  const log = join(dataFolder, 'ledger', 'ledger.sqlite-wal');
  mkdirSync(dataFolder, { recursive: true });
  const durable = durableLengthFile(dataFolder);
  const file = openSync(durable, existsSync(durable) ? 'r+' : 'w+');
  // In one write of one length: the process may die before or after it, but not with half of it.
  const note = () => writeSync(file, String(lengthOf(log)).padStart(16, '0'), 0);
  const { prepare } = NodeSqlite.prototype;
  NodeSqlite.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    if (sql !== 'commit') return statement;
    const run: typeof statement.run = (given) => {
      note();
      commits.begin();
      const result = statement.run(given);
      note();
      commits.end();
      return result;
    };
    return { ...statement, run };
  };
  const client = pg.Client.prototype as unknown as { query(text: unknown, ...rest: unknown[]): unknown };
  const { query } = client;
  client.query = function (text, ...rest) {
    if (text !== 'commit') return query.call(this, text, ...rest);
    commits.begin();
    return Promise.resolve(query.call(this, text, ...rest)).finally(() => commits.end());
  };
}

class Commits {
  #number = 0;
  readonly #death: Death | null;
  readonly #killer: Worker | null;
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));

  constructor(death: Death | null) {
    this.#death = death;
    this.#killer = death?.where === 'in' ? this.#startKiller(death.us) : null;
    this.#killer?.unref();
  }

  begin(): void {
    this.#number++;
    if (this.#number !== this.#death?.commit) return;
    if (this.#death.where === 'before') process.kill(process.pid, 'SIGKILL');
    // The thread that commits is busy until its end: another one kills.
    Atomics.store(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
  }

  end(): void {
    if (this.#number === this.#death?.commit && this.#death.where === 'after') process.kill(process.pid, 'SIGKILL');
  }

  #startKiller(us: number): Worker {
    const program = `const { workerData: { bell, us, pid } } = require('node:worker_threads');
      Atomics.wait(bell, 0, 0);
      for (const until = performance.now() + us / 1000; performance.now() < until; );
      process.kill(pid, 'SIGKILL');`;
    return new Worker(program, { eval: true, workerData: { bell: this.#bell, us, pid: process.pid } });
  }
}

function lengthOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
