import type { CheckpointSource } from './checkpoint/CheckpointSource';
import { FetchSource } from './checkpoint/FetchSource';
import { storedSource } from './checkpoint/storedSource';
import type { CheckpointLocation, LoadProgress, Precision } from './contract';
import type { FileFolder } from './files/FileFolder';
import { MemoryFolder } from './files/MemoryFolder';
import { graphsFolder } from './graphs/GraphManifest';

/** A checkpoint that was found, and where its graphs are kept. */
export interface FoundCheckpoint {
  source: CheckpointSource;
  /** The store's digest; null where it is to be computed of the files. */
  digest: string | null;
  graphFolder(digest: string, precision: Precision): Promise<FileFolder>;
}

/** How an engine finds checkpoints and keeps graphs. */
export type FindCheckpoint = (
  location: CheckpointLocation,
  onProgress: (progress: LoadProgress) => void,
) => Promise<FoundCheckpoint>;

/**
 * Checkpoints behind an address are read whole, their graphs held in memory; stored ones, and their graphs, lie in the
 * folder of the store.
 * @param openRoot opens the store's folder when it is first needed
 */
export function findCheckpoints(openRoot: () => Promise<FileFolder>): FindCheckpoint {
  return async (location, onProgress) => {
    if (location.kind === 'url') {
      const source = new FetchSource(location.base, onProgress);
      return { source, digest: null, graphFolder: inMemory };
    }
    const root = await openRoot();
    return {
      source: await storedSource(root, location.digest),
      digest: location.digest,
      graphFolder: async (digest, precision) => (await graphsFolder(root, digest)).folder(precision),
    };
  };
}

/** A folder that is gone with the model. */
export function inMemory(digest: string): Promise<FileFolder> {
  return Promise.resolve(new MemoryFolder(digest));
}
