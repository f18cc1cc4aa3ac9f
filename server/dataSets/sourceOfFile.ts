import { open } from 'node:fs/promises';
import type { ByteSource } from '../../src/pairs/ByteSource';
import { NodeFile } from '../NodeFile';

/** A file that nobody writes any more, as the readers of data sets take it. */
export async function sourceOfFile(path: string): Promise<{ bytes: ByteSource; close(): Promise<void> }> {
  const handle = await open(path, 'r');
  const file = new NodeFile(path, handle, (await handle.stat()).size);
  const read = async (from: number, to: number) => (await file.read(from, to)).buffer;
  const bytes: ByteSource = { size: file.size, slice: (from, to) => ({ arrayBuffer: () => read(from, to) }) };
  return { bytes, close: () => file.close() };
}
