import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRequest } from '../../src/pairs/export/contract';
import { exportPairs } from '../../src/pairs/export/exportPairs';
import type { ExportStore } from '../../src/pairs/export/ExportStore';
import { PairsToExport } from '../../src/pairs/export/PairsToExport';
import type { ExportFile } from '../../src/pairs/export/profiles/Profile';
import { crc32 } from '../../src/pairs/containers/zip/crc32';
import { storedZip, type StoredPart } from '../../src/pairs/export/storedZip';
import { ProblemError } from '../api/ProblemError';
import type { DataSetFiles } from '../dataSets/DataSetFiles';
import { NodeFolder } from '../NodeFolder';
import type { ProjectFold } from './ProjectFold';

/** An export that is on its way to whoever asked. */
export interface RunningExport {
  /** Of the file, or of the zip of several. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Exports pairs of a project's data sets with the labels that its ledger folds to, by the writers that the studio has: the same
 * verdicts give the same bytes. What it needs meanwhile is removed when the bytes were read, or are no longer wanted.
 * @throws ProblemError 422 where no pair leaves
 */
export async function serverExport(
  files: DataSetFiles,
  fold: ProjectFold,
  request: Omit<ExportRequest, 'checkpoint' | 'limit'>,
): Promise<RunningExport> {
  const whole: ExportRequest = { ...request, checkpoint: null, limit: null };
  const work = await mkdtemp(join(tmpdir(), 'assay-export-'));
  const pairs = await PairsToExport.find(storeOf(files, fold), whole);
  const end = async () => {
    await pairs.close();
    await rm(work, { recursive: true, force: true });
  };
  try {
    const watch = { onPairs: () => undefined, signal: { aborted: false } };
    await pairs.read(await NodeFolder.open(work), null, watch);
    const source = () => pairs.inOrder(watch);
    const prepared = await exportPairs({ ...request, pairs: source, unlabelled: pairs.unread });
    if (prepared.rows + prepared.softRows === 0) throw nothingLeaves();
    const [first, ...more] = prepared.files;
    if (!first) throw nothingLeaves();
    return more.length === 0
      ? { name: first.path, bytes: untilEnd(first.chunks(), end) }
      : { name: `${whole.name}.${whole.profile}.zip`, bytes: untilEnd(zipOf(prepared.files), end) };
  } catch (error) {
    await end();
    throw error;
  }
}

function storeOf(files: DataSetFiles, fold: ProjectFold): ExportStore {
  const { pairIndex, items } = files.itemStore;
  const { labels } = fold;
  return {
    pairIndex,
    items,
    item: async (id, row) => (await items(id, row, row + 1))[0] ?? Promise.reject(new Error(`No item in row ${row}.`)),
    eachRewards: () => Promise.resolve(),
    events: () => Promise.resolve([...labels.pairs()].flatMap((pair) => labels.eventsOf(pair))),
    personOf: () => Promise.resolve(labels.personOf),
  };
}

/** The files are read twice: what stands before the bytes of a file says how many there are, and their sum. */
async function* zipOf(files: readonly ExportFile[]): AsyncGenerator<Uint8Array> {
  const parts: StoredPart[] = [];
  for (const file of files) parts.push(await measured(file));
  const { heads, tail } = storedZip(parts);
  for (const [at, file] of files.entries()) {
    yield heads[at] ?? new Uint8Array();
    yield* file.chunks();
  }
  yield tail;
}

async function measured({ path, chunks }: ExportFile): Promise<StoredPart> {
  const part: StoredPart = { path, bytes: 0, crc32: 0 };
  for await (const chunk of chunks()) {
    part.bytes += chunk.length;
    part.crc32 = crc32(chunk, part.crc32);
  }
  return part;
}

async function* untilEnd(bytes: AsyncIterable<Uint8Array>, end: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } finally {
    await end();
  }
}

function nothingLeaves(): ProblemError {
  return new ProblemError(422, 'No pair leaves', 'No pair of these data sets has a label of that kind yet.');
}
