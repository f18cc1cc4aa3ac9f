import type { FileFolder } from '../files/FileFolder';
import { FolderSource } from './stored/FolderSource';
import { storedCheckpoint } from './stored/StoredManifest';

/**
 * The stored checkpoint of a digest, read by ranges. Close it after use.
 * @throws CheckpointError where there is none, or only what a broken transfer left
 */
export async function storedSource(root: FileFolder, digest: string): Promise<FolderSource> {
  const { folder, manifest } = await storedCheckpoint(root, digest);
  return new FolderSource(manifest.name, folder);
}
