import type { FileFolder } from '../files/FileFolder';
import { FileError } from '../files/FileError';
import { removeGraphs, storedGraphs } from '../graphs/GraphManifest';
import type {
  CheckpointOffer,
  CheckpointOrigin,
  CheckpointsContract,
  StorageSpace,
  StoredCheckpoint,
  TransferProgress,
  UnfinishedCheckpoint,
  VerifyFinding,
} from './checkpointsContract';
import { estimateGraphBytes } from './graphBytes';
import { startWasmHash } from './hashing';
import { offerOf, type Offer } from './origins/offerOf';
import { openOrigin, type OpeningTools } from './origins/openOrigin';
import type { Fetch } from '../../hub/Fetch';
import { usualRetries } from '../../hub/retries';
import { transferId } from './stored/Journal';
import { bytesThere, describe, storedManifests, unfinished } from './stored/listings';
import { ProgressMeter } from './stored/ProgressMeter';
import {
  checkpointFolder,
  findFolder,
  isWhole,
  manifestFile,
  storedCheckpoint,
  writeStoredManifest,
  type StoredManifest,
} from './stored/StoredManifest';
import { licenceOf, planOf, sumBytes, transferCheckpoint, type TransferTools } from './stored/transferCheckpoint';
import { isWeights, verifyFiles } from './stored/verifyFiles';

/** What a store needs of its machine; what is left out is the usual. */
export type StoreTools = Pick<TransferTools, 'space'> & Partial<TransferTools & OpeningTools>;

/**
 * Checkpoints in a folder of this machine: `checkpoints/DIGEST` with the files and, written last, `manifest.json`;
 * `partial/ID` with what has arrived of an unfinished one and its journal. Graphs lie beside them in `graphs/DIGEST`.
 */
export class CheckpointStore implements CheckpointsContract {
  private readonly tools: TransferTools & OpeningTools;
  private readonly running = new Set<AbortController>();
  private opened: Promise<FileFolder> | null = null;

  /** @param openRoot opens the store's folder when it is first needed; after a failure it is called again */
  constructor(
    private readonly openRoot: () => Promise<FileFolder>,
    tools: StoreTools,
  ) {
    const usual = {
      startHash: startWasmHash,
      retries: usualRetries,
      fetch: (...call: Parameters<Fetch>) => fetch(...call),
    };
    this.tools = { ...usual, ...tools };
  }

  async list(): Promise<{ stored: StoredCheckpoint[]; unfinished: UnfinishedCheckpoint[]; space: StorageSpace }> {
    const root = await this.root();
    const { whole, broken } = await storedManifests(root);
    const stored = await Promise.all(whole.map((manifest) => describe(root, manifest)));
    stored.sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1));
    return { stored, unfinished: await unfinished(root, broken), space: await this.tools.space() };
  }

  inspect(origin: CheckpointOrigin): Promise<CheckpointOffer> {
    return this.cancellable(async (signal) => {
      const [root, offer] = await Promise.all([this.root(), this.offer(origin, signal)]);
      const { architecture, plan } = await planOf(offer);
      const { name, source, key } = offer.origin;
      const files = offer.files.map(({ path, bytes }) => ({ path, bytes }));
      const weightBytes = sumBytes({ files: offer.files.filter(({ path }) => isWeights(path)) });
      const bytes = sumBytes(offer);
      const stored = source.kind === 'hub' || source.kind === 'registry' ? await this.stored(root, key) : null;
      const left = await findFolder(root, 'partial', transferId(key));
      const haveBytes = stored ? bytes : left ? await bytesThere(left, offer.files) : 0;
      const licence = await licenceOf(offer);
      const graphBytes = estimateGraphBytes(plan, weightBytes);
      const space = await this.tools.space();
      return { name, source, architecture, licence, files, bytes, haveBytes, graphBytes, space };
    });
  }

  add(origin: CheckpointOrigin, onProgress: (progress: TransferProgress) => void): Promise<StoredCheckpoint> {
    return this.cancellable(async (signal) => {
      new ProgressMeter(0, onProgress).tell();
      const [root, offer] = await Promise.all([this.root(), this.offer(origin, signal)]);
      const askedAt = new Date().toISOString();
      const add = () => this.addOffer(root, offer, askedAt, onProgress, signal);
      const manifest = await whenFree(root, `add-${transferId(offer.origin.key)}`, add, signal);
      return describe(root, manifest);
    });
  }

  async cancel(): Promise<void> {
    for (const controller of this.running) controller.abort();
  }

  verify(digest: string, onProgress: (progress: TransferProgress) => void): Promise<VerifyFinding[]> {
    return this.cancellable(async (signal) => {
      const { folder, manifest } = await this.required(digest);
      const meter = new ProgressMeter(sumBytes(manifest), onProgress);
      return verifyFiles(folder, manifest, this.tools.startHash, meter, signal);
    });
  }

  /** The manifest goes first: what is left by an interruption is then no checkpoint any more. */
  async remove(digest: string): Promise<void> {
    const root = await this.root();
    await (await checkpointFolder(root, digest)).remove(manifestFile);
    await (await root.folder('checkpoints')).remove(digest);
    await removeGraphs(root, digest);
  }

  async removeUnfinished(id: string): Promise<void> {
    const root = await this.root();
    await (await root.folder('partial')).remove(id);
    if (!(await storedManifests(root)).broken.includes(id)) return;
    await (await root.folder('checkpoints')).remove(id);
    await removeGraphs(root, id);
  }

  async dropOriginals(digest: string): Promise<void> {
    const { root, folder, manifest } = await this.required(digest);
    if ((await storedGraphs(root, digest)).length === 0)
      throw new FileError(
        'failed',
        `${manifest.name} has no graph yet: without its weights it could not be scored with.`,
      );
    await writeStoredManifest(folder, { ...manifest, isDropped: true });
    for (const { path } of manifest.files) if (isWeights(path)) await folder.remove(path);
  }

  /** Under the lock of this transfer: whoever waited for another tab finds the checkpoint there. */
  private async addOffer(
    root: FileFolder,
    offer: Offer,
    askedAt: string,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal,
  ): Promise<StoredManifest> {
    signal.throwIfAborted();
    const { key, source } = offer.origin;
    const stored = await this.stored(root, key);
    // A commit or a version never changes; what lies behind an address or in a folder may have.
    const isLasting = source.kind === 'hub' || source.kind === 'registry';
    if (stored && (isLasting || stored.addedAt >= askedAt)) return stored;
    return transferCheckpoint(root, offer, this.tools, onProgress, signal);
  }

  private async stored(root: FileFolder, key: string): Promise<StoredManifest | null> {
    for (const manifest of (await storedManifests(root)).whole) {
      if (manifest.key === key && (await isWhole(await checkpointFolder(root, manifest.digest), manifest)))
        return manifest;
    }
    return null;
  }

  private async offer(origin: CheckpointOrigin, signal: AbortSignal): Promise<Offer> {
    return offerOf(await openOrigin(origin, this.tools, signal), this.tools.retries, signal);
  }

  private async required(digest: string): Promise<{ root: FileFolder; folder: FileFolder; manifest: StoredManifest }> {
    const root = await this.root();
    return { root, ...(await storedCheckpoint(root, digest)) };
  }

  private root(): Promise<FileFolder> {
    const opening = (this.opened ??= this.openRoot());
    opening.catch(() => (this.opened = null));
    return opening;
  }

  private async cancellable<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.running.add(controller);
    try {
      return await run(controller.signal);
    } finally {
      this.running.delete(controller);
    }
  }
}

/** Runs a task under a lock. Whoever ends it while it waits is told at once; afterwards the task itself notices. */
function whenFree<T>(root: FileFolder, task: string, run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    const start = () => {
      signal.removeEventListener('abort', stop);
      return run();
    };
    root.exclusive(task, start).then(resolve, reject);
  });
}
