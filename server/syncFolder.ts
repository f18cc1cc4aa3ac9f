import { open } from 'node:fs/promises';

/** Makes the names in a folder durable: a file's own fsync does not. Some systems let no folder be opened, and need it not. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
