import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesOf } from '../containers/ByteStream';
import { crc32 } from '../containers/zip/crc32';
import type { DataSet } from '../DataSet';
import { jsonLines } from '../export/jsonLines';
import type { ScratchFolder } from '../export/Scratch';
import { oneText, textChunks } from '../export/textChunks';
import { writeFile } from '../export/writeFile';
import { zipFile } from '../export/zipFile';
import { backedUp } from './backedUpSettings';
import type { BackupStore } from './BackupStore';
import type { BackupProgress, MadeBackup } from './contract';
import { manifestPath, type BackupPart, type Manifest } from './Manifest';

export interface BackupRun {
  store: BackupStore;
  /** For the parts that are made here; it must last as long as the backup is read. */
  folder: ScratchFolder;
  /** ISO 8601, UTC. */
  madeAt: string;
  onProgress: (progress: BackupProgress) => void;
  signal: { readonly aborted: boolean };
}

/** A part with its bytes. */
interface Part extends BackupPart {
  crc32: number;
  content: Blob;
}

/** The person ended the backup or the restoring. */
export class BackupCancelled extends Error {
  override name = 'BackupCancelled';
}

export const recordName = 'data-set.json';

/**
 * Everything that this browser holds but models, as one zip that packs nothing: the manifest with a checksum a part, then the parts.
 * Rows of data sets are referred to where they lie, so a backup needs no room for them.
 *
 * @throws BackupCancelled, and what store and folder throw
 */
export async function makeBackup(run: BackupRun): Promise<MadeBackup> {
  const { store, folder, madeAt } = run;
  const events = await store.events();
  const parts: Part[] = [
    await madePart(folder, { path: 'verdicts.jsonl', kind: 'verdicts' }, textChunks(lines(events))),
    await madePart(folder, { path: 'settings.json', kind: 'settings' }, oneText(settingsText(await store.settings()))),
  ];
  const rewards = await rewardParts(store, folder, parts);
  const { dataSets, leftOut } = await dataSetParts(run, parts);
  const manifest: Manifest = {
    format: 'assay-backup',
    version: 1,
    madeAt,
    parts: parts.map(({ path, kind, bytes, sha256: digest }) => ({ path, kind, bytes, sha256: digest })),
  };
  const first = await madePart(
    folder,
    { path: manifestPath, kind: 'settings' },
    oneText(`${JSON.stringify(manifest)}\n`),
  );
  const content = zipFile([first, ...parts]);
  return { content, bytes: content.size, events: events.length, dataSets, rewards, leftOut };
}

async function madePart(
  folder: ScratchFolder,
  { path, kind }: Pick<BackupPart, 'path' | 'kind'>,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Part> {
  const name = path.replaceAll('/', '-');
  const {
    bytes,
    sha256: digest,
    crc32: sum,
    content,
  } = await writeFile(folder, name, {
    path,
    type: '',
    chunks: () => chunks,
  });
  return { path, kind, bytes, sha256: digest, crc32: sum, content };
}

function settingsText(all: ReadonlyMap<string, unknown>): string {
  return `${JSON.stringify(backedUp(all))}\n`;
}

async function* lines(values: Iterable<unknown>): AsyncGenerator<string> {
  for (const value of values) yield jsonLines([value]);
}

/** One file a checkpoint. Resolves to the number of rewards. */
async function rewardParts(store: BackupStore, folder: ScratchFolder, parts: Part[]): Promise<number> {
  let count = 0;
  async function* rows(checkpoint: string): AsyncGenerator<string> {
    for await (const some of store.rewardRows(checkpoint)) {
      count += some.length;
      yield jsonLines(some);
    }
  }
  for (const [number, checkpoint] of (await store.checkpoints()).toSorted().entries()) {
    const path = `rewards/${String(number + 1)}.jsonl`;
    parts.push(await madePart(folder, { path, kind: 'rewards' }, textChunks(rows(checkpoint))));
  }
  return count;
}

async function dataSetParts(run: BackupRun, parts: Part[]): Promise<Pick<MadeBackup, 'dataSets' | 'leftOut'>> {
  const leftOut: MadeBackup['leftOut'] = [];
  const all = await run.store.dataSets();
  for (const dataSet of all) {
    const files = await run.store.files(dataSet.id);
    if (files === null) leftOut.push({ name: dataSet.name, reason: olderForm });
    else parts.push(...(await partsOf(run, dataSet, files)));
  }
  return { dataSets: all.length - leftOut.length, leftOut };
}

const olderForm = 'an older Assay stored it in another form: load its file once more, then it can be backed up';

async function partsOf(run: BackupRun, dataSet: DataSet, files: { name: string; content: Blob }[]): Promise<Part[]> {
  const record = { path: `data-sets/${dataSet.id}/${recordName}`, kind: 'data set' } as const;
  const parts = [await madePart(run.folder, record, oneText(`${JSON.stringify(dataSet)}\n`))];
  for (const { name, content } of files) parts.push(await partAt(run, `data-sets/${dataSet.id}/${name}`, content));
  return parts;
}

/** A part that stays where it lies: it is read once for its checksums. */
async function partAt({ onProgress, signal }: BackupRun, path: string, content: Blob): Promise<Part> {
  const digest = sha256.create();
  let sum = 0;
  for await (const { bytes, doneBytes } of bytesOf(content)) {
    if (signal.aborted) throw new BackupCancelled('The backup was ended.');
    digest.update(bytes);
    sum = crc32(bytes, sum);
    onProgress({ part: path, done: doneBytes, total: content.size });
  }
  return { path, kind: 'data set', bytes: content.size, sha256: bytesToHex(digest.digest()), crc32: sum, content };
}
