import type { FileFolder } from '../../files/FileFolder';
import { TransferError } from '../../../hub/TransferError';
import { checkpointDigest } from '../digestFiles';
import type { Offer } from '../origins/offerOf';
import { checkArrived } from './checkArrived';
import { FolderSource } from './FolderSource';
import { partialFolder, transferId, writeJournal, type Journal } from './Journal';
import { checkpointFolder, writeStoredManifest, type StoredManifest } from './StoredManifest';

/**
 * Checks what has arrived, moves it to its place and lists it. A stored checkpoint of the same digest has the same files, and
 * each is replaced in one step by an equal one that is known to be whole.
 * @throws CheckpointError where the files are no checkpoint that the engine runs; nothing is moved then
 */
export async function finishTransfer(
  root: FileFolder,
  { origin }: Offer,
  journal: Journal,
  licence: string | null,
): Promise<StoredManifest> {
  const id = transferId(origin.key);
  const partial = await partialFolder(root, id);
  const source = new FolderSource(origin.name, partial);
  const arrived = await checkArrived(source).finally(() => source.close());
  const files = journal.files.map(({ path, bytes }) => ({ path, bytes, sha256: journal.done[path] ?? '' }));
  const digest = checkpointDigest(files.filter(({ path }) => arrived.digested.includes(path)));
  checkAnnounced(origin, digest);
  const manifest: StoredManifest = {
    digest,
    key: origin.key,
    name: origin.name,
    source: origin.source,
    architecture: arrived.architecture,
    licence,
    files,
    hasTemplate: arrived.hasTemplate,
    addedAt: new Date().toISOString(),
    isDropped: false,
  };
  return root.exclusive(`keep-${digest}`, async () => {
    await writeJournal(partial, { ...journal, digest });
    const folder = await checkpointFolder(root, digest);
    for (const { path } of files) await partial.move(path, folder);
    await writeStoredManifest(folder, manifest);
    await (await root.folder('partial')).remove(id);
    return manifest;
  });
}

function checkAnnounced({ name, digest: announced }: Offer['origin'], digest: string): void {
  if (announced === undefined || announced === digest) return;
  const rule = `${name} is announced with the digest ${announced}, and its files have ${digest}`;
  throw new TransferError('changed', `${rule}: it is not what its registry says. Tell who keeps that.`);
}
