import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportFile } from '../../../src/pairs/export/profiles/Profile';
import { makeDurable } from './WorkFolder';

export interface WrittenFile {
  path: string;
  bytes: number;
}

/** Writes the files of an export below a folder, each durable before the next begins. */
export async function writeExport(
  files: readonly ExportFile[],
  folder: string,
  begins: (file: ExportFile) => void,
): Promise<WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const file of files) {
    begins(file);
    written.push({ path: file.path, bytes: await writeFile(join(folder, file.path), file.chunks()) });
  }
  return written;
}

async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'wx', 0o644);
  try {
    let bytes = 0;
    for await (const chunk of chunks) {
      await handle.appendFile(chunk);
      bytes += chunk.length;
    }
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
    await makeDurable(dirname(path));
  }
}
