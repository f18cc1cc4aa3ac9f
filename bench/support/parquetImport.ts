import { openAsBlob } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { NodeFolder } from '../../server/NodeFolder';
import { readRows } from '../../src/pairs/containers/readRows';
import { sniffContainer } from '../../src/pairs/containers/sniffContainer';
import { importFile } from '../../src/pairs/importFile';
import { FolderStore } from '../../src/pairs/kept/FolderStore';
import type { BenchFields } from './Bench';
import { median } from './median';

const runs = 5;

interface PlainRow {
  prompt: { content: string }[];
  chosen: { content: string }[];
  rejected: { content: string }[];
  domain: string;
}

/**
 * A whole import of a Parquet file (rows, items, ids, index, all kept on disk), and its rows alone, beside reading the same rows
 * with hyparquet.
 */
export async function parquetImport(jsonl: string, folder: string): Promise<BenchFields> {
  const path = join(folder, 'pairs.parquet');
  const rows = await writeParquet(jsonl, path);
  const whole: number[] = [];
  const own: number[] = [];
  const peer: number[] = [];
  // The first round of each warms up.
  for (let run = 0; run <= runs; run++) {
    whole.push(await seconds(() => importWhole(path, folder)));
    own.push(await seconds(() => readOwn(path)));
    peer.push(await seconds(() => readWhole(path)));
  }
  const rate = (times: number[]) => rows / median(times.slice(1));
  const ratio = rate(own) / rate(peer);
  return { rows, import_rows_per_s: rate(whole), rows_per_s: rate(own), peer_rows_per_s: rate(peer), ratio };
}

async function writeParquet(jsonl: string, path: string): Promise<number> {
  const lines = (await readFile(jsonl, 'utf8')).split('\n').slice(0, -1);
  const rows = lines.map((line) => JSON.parse(line) as PlainRow);
  // Texts that come again would be read from a dictionary; no two answers of a data set are the same.
  const text = (name: 'prompt' | 'chosen' | 'rejected') =>
    rows.map((row, number) => `${row[name][0]?.content ?? ''} (${String(number)})`);
  const columnData = [
    ...(['prompt', 'chosen', 'rejected'] as const).map((name) => ({ name, data: text(name), type: 'STRING' as const })),
    { name: 'domain', data: rows.map(({ domain }) => domain), type: 'STRING' as const },
  ];
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 8192 })));
  return rows.length;
}

async function importWhole(path: string, folder: string): Promise<void> {
  const place = await mkdtemp(join(folder, 'sets-'));
  const store = new FolderStore(await NodeFolder.open(place));
  const files = [{ name: 'pairs.parquet', file: await openAsBlob(path), mapping: null }];
  const request = { name: 'pairs', files, attribution: null, notice: null };
  const run = { id: 'set', importedAt: new Date().toISOString(), onProgress: () => undefined };
  await importFile(request, store, { ...run, signal: { aborted: false } });
  await rm(place, { recursive: true });
}

async function readOwn(path: string): Promise<void> {
  const source = await openAsBlob(path);
  const container = await sniffContainer(source, path);
  let rows = 0;
  for await (const batch of readRows(source, container)) rows += batch.rows.length;
  if (rows === 0) throw new Error(`${path} gave no rows.`);
}

async function readWhole(path: string): Promise<void> {
  const file = await asyncBufferFromFile(path);
  await parquetRead({ file, compressors, rowFormat: 'object', onComplete: () => undefined });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
