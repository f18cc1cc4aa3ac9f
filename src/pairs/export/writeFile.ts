import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { crc32 } from '../containers/zip/crc32';
import type { WrittenFile } from './contract';
import type { ExportFile } from './profiles/Profile';
import type { ScratchFolder } from './Scratch';

/** Writes a file of an export into the folder, under a name of its own there, with what tells it from any other. */
export async function writeFile(folder: ScratchFolder, name: string, file: ExportFile): Promise<WrittenFile> {
  const digest = sha256.create();
  let bytes = 0;
  let sum = 0;
  const writer = await folder.write(name, 'empty');
  try {
    for await (const chunk of file.chunks()) {
      await writer.write(chunk, bytes);
      digest.update(chunk);
      sum = crc32(chunk, sum);
      bytes += chunk.length;
    }
  } finally {
    await writer.close();
  }
  const { path, type } = file;
  const content = await contentOf(folder, name);
  return { path, type, bytes, sha256: bytesToHex(digest.digest()), crc32: sum, content };
}

async function contentOf(folder: ScratchFolder, name: string): Promise<Blob> {
  const file = await folder.open(name);
  if (file === null) throw new Error(`The file was written and is gone: the storage of this site was cleared.`);
  const { handle } = file;
  await file.close();
  if (typeof handle === 'string') throw new Error('A written file must be one that a page can hand on.');
  return handle instanceof Blob ? handle : new Blob([handle]);
}
