import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdirSync } from 'node:fs';

/** A row as SQL gives it: 64-bit integers are `bigint`, blobs `Uint8Array`. */
export type SqlRow = Record<string, string | number | bigint | boolean | Uint8Array | null>;

/** Joins and filters over shards. Memory is bounded: what does not fit goes to a folder of the disk. */
export class ShardSql {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(scratch: string, memory = '2GB', threads = 2): Promise<ShardSql> {
    mkdirSync(scratch, { recursive: true });
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memory,
      threads: String(threads),
      temp_directory: scratch,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new ShardSql(instance, await instance.connect());
  }

  /** Rows of a query, as they come. Values go in by name, never into the text. */
  async *rows(sql: string, values: Record<string, string | number> = {}): AsyncGenerator<SqlRow> {
    const result = await this.connection.stream(sql, values);
    for await (const rows of result.yieldRowObjectJs()) yield* rows as SqlRow[];
  }

  async all(sql: string, values: Record<string, string | number> = {}): Promise<SqlRow[]> {
    const rows: SqlRow[] = [];
    for await (const row of this.rows(sql, values)) rows.push(row);
    return rows;
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** Ends the query that runs; whoever waits for it gets an error. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
