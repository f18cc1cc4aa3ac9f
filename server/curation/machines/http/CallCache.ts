import { NodeSqlite } from '../../../database/NodeSqlite';

interface Waiting {
  key: string;
  answer: string;
  spent: Omit<Spent, 'calls'> | null;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const schemas = [
  'create table if not exists answers (key blob primary key, answer text not null) without rowid',
  `create table if not exists spent (one integer primary key check (one = 1), calls integer not null, tokens_in integer not null,
    tokens_out integer not null)`,
  'insert into spent values (1, 0, 0, 0) on conflict do nothing',
];

/** What answers of language models were paid for. */
export interface Spent {
  calls: number;
  tokensIn: number;
  tokensOut: number;
}

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
    for (const schema of schemas) this.#run(schema);
  }

  /** @param key sha256 (hex) */
  find(key: string): string | null {
    const rows = this.#database.prepare('select answer from answers where key = ?').all([Buffer.from(key, 'hex')]);
    return (rows[0] as { answer: string } | undefined)?.answer ?? null;
  }

  /** What all answers together were paid for that are kept here. */
  spent(): Spent {
    const [row] = this.#database.prepare('select calls, tokens_in, tokens_out from spent').all([]);
    const { calls, tokens_in: tokensIn, tokens_out: tokensOut } = row as Record<string, number>;
    return { calls: calls ?? 0, tokensIn: tokensIn ?? 0, tokensOut: tokensOut ?? 0 };
  }

  /** Resolves when the answer is durable. The first answer to a call stays. @param spent null: it is no language model's */
  keep(key: string, answer: string, spent: Omit<Spent, 'calls'> | null): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, answer, spent, resolve, reject });
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
      for (const one of group) this.#insert(one);
      this.#run('commit');
      for (const { resolve } of group) resolve();
    } catch (error) {
      this.#rollBack();
      for (const { reject } of group) reject(error);
    }
  }

  /** On a full disk SQLite has rolled back by itself, or has not begun: whoever waits must hear of that and not of this. */
  #rollBack(): void {
    try {
      this.#run('rollback');
    } catch {
      return;
    }
  }

  #insert({ key, answer, spent }: Waiting): void {
    this.#run('insert into answers values (?, ?) on conflict do nothing', [Buffer.from(key, 'hex'), answer]);
    if (spent === null) return;
    // changes(): 0 where the answer was there already.
    this.#run(
      `update spent set calls = calls + changes(), tokens_in = tokens_in + ? * changes(), tokens_out = tokens_out + ? * changes()`,
      [spent.tokensIn, spent.tokensOut],
    );
  }

  #run(sql: string, values: unknown[] = []): void {
    this.#database.prepare(sql).run(values);
  }
}
