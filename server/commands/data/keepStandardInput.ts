import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { interrupted } from './interrupted';

/**
 * Keeps standard input in a file: a shape is told by a second look.
 *
 * @throws CommandError where somebody wants this to end.
 */
export async function keepStandardInput(path: string, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }), { signal });
  } catch (error) {
    throw signal.aborted ? interrupted() : error;
  }
}
