import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { attributesOf } from '../../../src/pairs/attributesOf';
import type { ByteSource } from '../../../src/pairs/ByteSource';
import { readRows } from '../../../src/pairs/containers/readRows';
import { labelledPairs } from '../../../src/pairs/labelledPairs';
import { openFiles, type OpenedFile } from '../../../src/pairs/openFiles';
import { pairPlaces } from '../../../src/pairs/pairOf';
import type { RawRow } from '../../../src/pairs/containers/RowReader';
import type { Item } from '../../../src/pairs/Item';
import { readItem, type Reading } from '../../../src/pairs/readItem';
import { prepareSha256 } from '../../../src/pairs/sha256Hex';
import { RowError } from '../../../src/pairs/formats/RowError';
import { readJsonCells } from '../../../src/pairs/containers/jsonCells';
import { promptKey } from '../../../src/curation/clean/promptKey';
import { NodeFile } from '../../NodeFile';
import type { ShardRow } from '../pipeline/shardFile';
import type { Step, StepWork } from '../pipeline/Step';
import { pairColumns, rowOfPair } from './pairRows';

/** A file of the pool, by its content: where it lies does not matter. */
export interface PoolFile {
  part: 'start' | 'pool' | 'wild';
  path: string;
  sha256: string;
}

/** Reads files of preference data, as the studio reads them, into shards of pairs. Rows that are no item are counted. */
export function readStep(label: string, files: readonly PoolFile[]): Step {
  return {
    label,
    stage: 'read',
    version: 1,
    settings: { files: files.map(({ part, path, sha256 }) => ({ part, name: basename(path), sha256 })) },
    inputs: [],
    run: (work) => readPool(work, files),
  };
}

async function readPool(work: StepWork, files: readonly PoolFile[]): Promise<Record<string, number>> {
  await prepareSha256();
  const counts = { pairs: 0, unreadable: 0 };
  counts.pairs = await work.out.writeAll(pairColumns, allPairs(work, files, counts));
  return counts;
}

async function* allPairs(
  work: StepWork,
  files: readonly PoolFile[],
  counts: { unreadable: number },
): AsyncGenerator<ShardRow> {
  let row = 0;
  for (const [at, { part, path }] of files.entries()) {
    const file = await FileBytes.open(path);
    try {
      const [opened] = await openFiles([{ name: basename(path), file, mapping: null }]);
      if (opened)
        for await (const one of pairsOf(opened, counts))
          yield { row: row++, part, ...rowOfPair(one.pair, one.key, one.attributes) };
    } finally {
      await file.close();
    }
    work.report(at + 1, files.length);
  }
}

async function* pairsOf({ file, head, reading }: OpenedFile, counts: { unreadable: number }) {
  for await (const { rows } of readRows(file, head.container)) {
    for (const row of rows) {
      const item = itemOf(readJsonCells(row, head.jsonCells), reading);
      if (item === null) {
        counts.unreadable += 1;
        continue;
      }
      const [key, attributes] = [promptKey(item.prompt), attributesOf(item)];
      for (const { first, second } of pairPlaces(item))
        for (const pair of labelledPairs(item, first, second)) yield { pair, key, attributes };
    }
  }
}

/** Null where the row is none. */
function itemOf(row: RawRow, reading: Reading): Item | null {
  if (row.kind === 'rejected') return null;
  try {
    return readItem(row.columns, row.line, reading);
  } catch (error) {
    if (error instanceof RowError) return null;
    throw error;
  }
}

/** A file of the disk as the readers of preference data want it. */
class FileBytes implements ByteSource {
  private constructor(private readonly file: NodeFile) {}

  static async open(path: string): Promise<FileBytes> {
    const handle = await open(path);
    return new FileBytes(new NodeFile(path, handle, (await handle.stat()).size));
  }

  get size(): number {
    return this.file.size;
  }

  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: async () => (await this.file.read(from, to)).buffer };
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
