import { NodeSqlite } from '../../../database/NodeSqlite';

interface Waiting {
  key: string;
  answer: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const schema = `create table if not exists answers (key blob primary key, answer text not null) without rowid`;

/**
 * Answers of machines by the sha256 of what was asked: nothing is paid twice. An answer counts when it is on the disk; those
 * that arrive together share one write. One process at a time has it open.
 */
export class CallCache {
  readonly #database: NodeSqlite;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(path: string) {
    this.#database = new NodeSqlite(path);
    for (const pragma of ['journal_mode = wal', 'synchronous = 2', 'fullfsync = 1']) this.#database.pragma(pragma);
    this.#database.prepare(schema).run([]);
  }

  /** @param key sha256 (hex) */
  find(key: string): string | null {
    const rows = this.#database.prepare('select answer from answers where key = ?').all([Buffer.from(key, 'hex')]);
    return (rows[0] as { answer: string } | undefined)?.answer ?? null;
  }

  /** Resolves when the answer is durable. The first answer to a call stays. */
  keep(key: string, answer: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, answer, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  close(): void {
    this.#database.close();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      // Answers that have arrived by now are read before the transaction begins.
      await new Promise((resolve) => setImmediate(resolve));
      const group = this.#waiting;
      this.#waiting = [];
      this.#commit(group);
    }
    this.#isWriting = false;
  }

  #commit(group: readonly Waiting[]): void {
    try {
      this.#run('begin immediate');
      for (const { key, answer } of group)
        this.#run('insert into answers values (?, ?) on conflict do nothing', [Buffer.from(key, 'hex'), answer]);
      this.#run('commit');
      for (const { resolve } of group) resolve();
    } catch (error) {
      this.#run('rollback');
      for (const { reject } of group) reject(error);
    }
  }

  #run(sql: string, values: unknown[] = []): void {
    this.#database.prepare(sql).run(values);
  }
}
