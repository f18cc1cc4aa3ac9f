import { join } from 'node:path';
import { CheckpointStore } from '../../../src/engine/checkpoint/CheckpointStore';
import type {
  CheckpointOrigin,
  StoredCheckpoint,
  TransferProgress,
} from '../../../src/engine/checkpoint/checkpointsContract';
import { storedCheckpoint } from '../../../src/engine/checkpoint/stored/StoredManifest';
import type { Fetch } from '../../../src/hub/Fetch';
import type { RegistryOrigin } from '../../../src/hub/registry/RegistryModel';
import { NodeFolder } from '../../NodeFolder';
import { startNodeHash } from '../../nodeHash';
import type { Registry } from '../Registry';
import type { ModelImport } from './ImportStore';

/** What was taken: the commit that the revision was, and the version that it became. */
export interface Imported {
  commit: string;
  version: number;
}

/**
 * Takes a model from a hub into the registry: the same transfer as everywhere, over a store of its own in which it goes on after an
 * interruption, and then into the blob store by links, so that a crash in between costs nothing.
 * @throws whatever the transfer throws, with words for people
 */
export async function importModel(
  { registry, fetch }: { registry: Registry; fetch: Fetch },
  { plan, owner }: ModelImport,
  onProgress: (progress: TransferProgress) => void,
  signal: AbortSignal,
): Promise<Imported> {
  const openRoot = () => NodeFolder.open(registry.workFolder);
  // No space to report: whether it fits is asked of the registry's room.
  const space = async () => ({ usedBytes: 0, quotaBytes: await registry.room.freeBytes(), persisted: true });
  const store = new CheckpointStore(openRoot, { space, startHash: startNodeHash, fetch });
  signal.addEventListener('abort', () => void store.cancel(), { once: true });
  signal.throwIfAborted();
  const { hub: base, repository, revision } = plan;
  const origin: CheckpointOrigin = { kind: 'hub', base, repository, revision, token: null };
  const stored = await store.add(origin, onProgress);
  const { source, files } = stored;
  if (source.kind !== 'hub') throw new Error('A checkpoint of a hub came from elsewhere.');
  const from: RegistryOrigin = { kind: 'hub', base, repository, revision, commit: source.commit };
  const arrived = { model: plan.name, origin: from, tags: plan.tags, files };
  const version = await registry.register(arrived, owner, () => shareFiles(registry, stored));
  await store.remove(stored.digest);
  return { commit: source.commit, version };
}

async function shareFiles({ blobs, workFolder }: Registry, { digest, files }: StoredCheckpoint): Promise<void> {
  const { folder } = await storedCheckpoint(await NodeFolder.open(workFolder), digest);
  for (const { path, sha256 } of files) await blobs.share(join(workFolder, 'checkpoints', folder.name, path), sha256);
}
