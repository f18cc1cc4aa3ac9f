import { join } from 'node:path';
import type { Manifest } from './Manifest';

/** A finished stage, as later stages read it. */
export class StageOutput {
  constructor(
    readonly path: string,
    readonly manifest: Manifest,
  ) {}

  get digest(): string {
    return this.manifest.digest;
  }

  /** Full paths of the shards in their order. */
  get shards(): string[] {
    const names = this.manifest.shards.map(({ name }) => name);
    return names.filter((name) => name.endsWith('.parquet')).map((name) => join(this.path, name));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** One shard as a table of SQL. */
  shard(at: number): string {
    return tableOf(this.shards.slice(at, at + 1));
  }

  /** All shards as a table of SQL. */
  get table(): string {
    return tableOf(this.shards);
  }
}

/** Parquet files as a table of SQL. */
export function tableOf(paths: readonly string[]): string {
  return `read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}])`;
}
