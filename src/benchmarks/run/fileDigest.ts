import { createSHA256 } from 'hash-wasm';
import { readBytes, type ByteSource } from '../../pairs/ByteSource';

/** Read at a time. */
const pieceBytes = 4 * 1024 * 1024;

/** sha256 (hex) of a file's bytes. Throws FileChanged where they cannot be read to their end. */
export async function fileDigest(file: ByteSource): Promise<string> {
  const hash = await createSHA256();
  for (let at = 0; at < file.size; at += pieceBytes) hash.update(await readBytes(file, at, at + pieceBytes));
  return hash.digest('hex');
}
