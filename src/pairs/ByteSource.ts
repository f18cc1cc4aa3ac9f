import { FileError } from './containers/FileError';

/** A file to read: what `Blob` and `File` offer, without the DOM. */
export interface ByteSource {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The file is no longer the one that was chosen. Nothing of the two is mixed: whoever reads stops here. */
export class FileChanged extends FileError {
  override name = 'FileChanged';
}

/**
 * Bytes `[from, to)` of the source, without what would lie beyond its end.
 *
 * @throws FileChanged where another program has written to the file, shortened or removed it since it was chosen.
 */
export async function readBytes(source: ByteSource, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const end = Math.min(to, source.size);
  // Places come out of hostile files, and Node's own Blob ends the process over some of them.
  if (!(from >= 0 && from < end)) return new Uint8Array();
  const bytes = new Uint8Array(await source.slice(from, end).arrayBuffer().catch(changedOr));
  if (bytes.length === end - from) return bytes;
  throw new FileChanged(`The file is shorter than when it was chosen (byte ${from + bytes.length}). Choose it again.`);
}

/** What browsers and Node say of a `File` whose size or date is another than when it was opened. */
function changedOr(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (name !== 'NotReadableError' && name !== 'NotFoundError') throw error;
  const message = 'The file was changed or removed on disk while it was read. Choose it again.';
  throw new FileChanged(message, { cause: error });
}
