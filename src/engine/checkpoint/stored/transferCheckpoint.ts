import { planModel } from '../../architectures/architectures';
import { configFile } from '../../architectures/configFields';
import { FileError } from '../../files/FileError';
import type { FileFolder } from '../../files/FileFolder';
import { CheckpointError } from '../CheckpointError';
import type { StorageSpace, TransferProgress } from '../checkpointsContract';
import type { StartHash } from '../hashing';
import { cardLicence } from '../origins/cardLicence';
import type { Offer } from '../origins/offerOf';
import type { RetryPolicy } from '../../../hub/retries';
import { readJsonObject } from '../readJson';
import { finishTransfer } from './finishTransfer';
import { openJournal, partialFolder, transferId, writeJournal } from './Journal';
import { bytesThere } from './listings';
import { ProgressMeter } from './ProgressMeter';
import type { StoredManifest } from './StoredManifest';
import { takeFile } from './takeFile';

/** What a transfer needs of the machine that it runs on. */
export interface TransferTools {
  space(): Promise<StorageSpace>;
  startHash: StartHash;
  retries: RetryPolicy;
}

/**
 * Takes in all files of an offer, one after another, and lists the checkpoint. Interrupted, it leaves what has arrived.
 * @throws CheckpointError, TransferError, FileError ("full" before it starts where there is no room), or an AbortError
 */
export async function transferCheckpoint(
  root: FileFolder,
  offer: Offer,
  tools: TransferTools,
  onProgress: (progress: TransferProgress) => void,
  signal: AbortSignal,
): Promise<StoredManifest> {
  await planOf(offer);
  const licence = await licenceOf(offer);
  const folder = await partialFolder(root, transferId(offer.origin.key));
  const journal = await openJournal(root, folder, offer);
  await requireRoom(folder, offer, tools);
  const meter = new ProgressMeter(sumBytes(offer), onProgress);
  for (const file of offer.files) {
    signal.throwIfAborted();
    const isThere = journal.done[file.path] !== undefined && (await bytesThere(folder, [file])) === file.bytes;
    if (isThere) meter.skipped(file.bytes);
    else journal.done[file.path] = await takeFile({ ...tools, origin: offer.origin, folder, meter, signal }, file);
    await writeJournal(folder, journal);
  }
  meter.enter('verify', '');
  return finishTransfer(root, offer, journal, licence);
}

/** What config.json makes of an offer. @throws CheckpointError for a class or field that the engine does not run */
export async function planOf({ read }: Offer): Promise<ReturnType<typeof planModel>> {
  const config = await read(configFile);
  if (!config) throw new CheckpointError(configFile, 'the checkpoint must have this file, and has not.');
  return planModel(readJsonObject(configFile, config));
}

/** The licence that the place states, or else its model card; null where neither does. */
export async function licenceOf({ origin, read }: Offer): Promise<string | null> {
  if (origin.licence !== null) return origin.licence;
  const card = await read('README.md');
  return card && cardLicence(new TextDecoder().decode(card));
}

export function sumBytes({ files }: { files: readonly { bytes: number }[] }): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function requireRoom(folder: FileFolder, offer: Offer, tools: TransferTools): Promise<void> {
  const { usedBytes, quotaBytes } = await tools.space();
  if (quotaBytes === null) return;
  const wanted = sumBytes(offer) - (await bytesThere(folder, offer.files));
  const free = Math.max(0, quotaBytes - usedBytes);
  if (wanted <= free) return;
  throw new FileError(
    'full',
    `${offer.origin.name} needs ${megabytes(wanted)} more, and ${megabytes(free)} of ${megabytes(quotaBytes)} are free: ` +
      `${megabytes(wanted - free)} are missing. Remove checkpoints or graphs, or free disk space.`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
