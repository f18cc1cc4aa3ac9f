import { readBytes, type ByteSource } from '../../pairs/ByteSource';

/** Read at a time. */
const pieceBytes = 8 * 1024 * 1024;

/** All bytes of a file that lies elsewhere. Throws FileChanged where they do not come. */
export async function wholeFile(file: ByteSource): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < file.size; at += pieceBytes) pieces.push(await readBytes(file, at, at + pieceBytes));
  return new Blob(pieces);
}
