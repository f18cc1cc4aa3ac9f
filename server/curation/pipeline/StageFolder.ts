import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { sha256OfText } from '../../ledger/sha256OfText';
import { writeDurably } from './durableFile';
import type { Manifest } from './Manifest';
import { shardFile, type ShardColumns, type ShardRow } from './shardFile';

const manifestName = 'manifest.json';

/** What a stage is known by before it has run. */
export interface StageIdentity {
  stage: string;
  version: number;
  settings: Manifest['settings'];
  inputs: Record<string, string>;
  /** Rows of a shard: another division gives other files. */
  shardRows: number;
}

/** sha256 (hex) of code version, settings and input digests: equal keys give equal shards. */
export function stageKey({ stage, version, settings, inputs, shardRows }: StageIdentity): string {
  return sha256OfText(canonicalJson({ stage, version, settings, inputs, shardRows }));
}

/** The folder of one stage's output. Shards that stand there under their names are whole; the manifest says that there are no more to come. */
export class StageFolder {
  readonly key: string;
  readonly path: string;

  private constructor(
    root: string,
    private readonly identity: StageIdentity,
  ) {
    this.key = stageKey(identity);
    this.path = join(root, `${identity.stage}-${this.key.slice(0, 16)}`);
  }

  static async open(root: string, identity: StageIdentity): Promise<StageFolder> {
    const folder = new StageFolder(root, identity);
    await mkdir(folder.path, { recursive: true });
    for (const name of await readdir(folder.path))
      if (name.endsWith('.part')) await rm(join(folder.path, name), { force: true });
    return folder;
  }

  /** Null where the stage is not finished. @throws Error where a shard is missing or has another size */
  async manifest(): Promise<Manifest | null> {
    const text = await readFile(join(this.path, manifestName), 'utf8').catch(() => null);
    if (text === null) return null;
    const manifest = JSON.parse(text) as Manifest;
    for (const { name, bytes } of manifest.shards) {
      const size = await stat(join(this.path, name)).then(
        (found) => found.size,
        () => null,
      );
      if (size !== bytes)
        throw new Error(
          `${join(this.path, name)} has ${size ?? 'no'} bytes where its manifest says ${bytes}: remove ${this.path} to have it made again.`,
        );
    }
    return manifest;
  }

  async has(shard: number): Promise<boolean> {
    return stat(join(this.path, shardName(shard))).then(
      () => true,
      () => false,
    );
  }

  write(shard: number, columns: ShardColumns, rows: readonly ShardRow[]): Promise<void> {
    return writeDurably(join(this.path, shardName(shard)), shardFile(columns, rows), false);
  }

  /** Writes rows as they come, so many a shard, from the first; what an earlier process wrote of them is written again. */
  async writeAll(columns: ShardColumns, rows: AsyncIterable<ShardRow> | Iterable<ShardRow>): Promise<number> {
    let [shard, count] = [0, 0];
    let group: ShardRow[] = [];
    for await (const row of rows) {
      count += 1;
      if (group.push(row) < this.identity.shardRows) continue;
      await this.write(shard++, columns, group);
      group = [];
    }
    if (group.length > 0 || shard === 0) await this.write(shard, columns, group);
    return count;
  }

  /** A file beside the shards, for a stage that writes something else: it is part of the manifest like a shard. */
  fileOf(name: string): string {
    return join(this.path, name);
  }

  /** Writes the manifest, after everything else. @param counts what the stage counted */
  async finish(counts: Record<string, number>): Promise<Manifest> {
    const names = (await readdir(this.path)).filter((name) => name !== manifestName && !name.startsWith('.')).sort();
    const shards = [];
    for (const name of names) shards.push(await describeFile(this.path, name));
    const { stage, version, settings, inputs } = this.identity;
    const digest = sha256OfText(shards.map(({ name, sha256 }) => `${name} ${sha256}\n`).join(''));
    const manifest: Manifest = { stage, version, key: this.key, settings, inputs, shards, digest, counts };
    await writeDurably(join(this.path, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  }
}

export function shardName(shard: number): string {
  return `shard-${String(shard).padStart(5, '0')}.parquet`;
}

async function describeFile(folder: string, name: string): Promise<Manifest['shards'][number]> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(join(folder, name), { highWaterMark: 1 << 20 })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { name, bytes, sha256: hash.digest('hex') };
}
