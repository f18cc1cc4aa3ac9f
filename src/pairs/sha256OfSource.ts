import { createSHA256 } from 'hash-wasm';
import { readBytes, type ByteSource } from './ByteSource';

/** Read at a time. */
const pieceBytes = 4 * 1024 * 1024;

/** sha256 (hex) of all bytes of a source. */
export async function sha256OfSource(source: ByteSource): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  for (let at = 0; at < source.size; at += pieceBytes) hasher.update(await readBytes(source, at, at + pieceBytes));
  return hasher.digest('hex');
}
