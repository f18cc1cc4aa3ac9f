import { CheckpointError } from './CheckpointError';
import type { CheckpointSource } from './CheckpointSource';

/** The bytes of a file that every checkpoint has. Throws `CheckpointError` where this one has not. */
export async function requireFile(source: CheckpointSource, file: string): Promise<Uint8Array> {
  const bytes = await source.find(file);
  if (bytes === null) throw new CheckpointError(file, 'the checkpoint must have this file, and has not.');
  return bytes;
}
