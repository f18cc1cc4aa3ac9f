import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../api/ProblemError';
import { problemCodes } from '../../src/sync/wire/Problem';

/** The largest file that is taken, 1 GiB. */
export const mostBytes = 1_073_741_824;

export interface ReceivedFile {
  path: string;
  bytes: number;
  /** Hex, over the bytes as they came. */
  sha256: string;
}

/**
 * Writes what is sent into a file of its own, durably, and never holds more of it than one piece.
 * @param declared what the request says it sends, in bytes; the real bytes are counted all the same
 * @throws ProblemError 413; then nothing is left of it
 */
export async function receiveFile(
  body: ReadableStream<Uint8Array> | null,
  declared: number,
  folder: string,
): Promise<ReceivedFile> {
  if (declared > mostBytes) throw tooLarge();
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx', 0o600);
  const sum = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of body ?? []) {
      bytes += piece.length;
      if (bytes > mostBytes) throw tooLarge();
      sum.update(piece);
      await file.appendFile(piece);
    }
    await file.sync();
    return { path, bytes, sha256: sum.digest('hex') };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function tooLarge(): ProblemError {
  const message = `A file may have ${mostBytes} bytes; divide it, and send its parts as data sets of their own.`;
  return new ProblemError(413, 'Too large', message, problemCodes.tooLarge);
}
