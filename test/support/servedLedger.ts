import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServeOptions } from '../../server/serve';

export interface ServedLedger {
  address: string;
  close(): Promise<void>;
}

/** A server in this process, over HTTP on a free port, with a data folder of its own unless one is given. */
export async function serveLedger(
  databaseUrl?: string,
  dataFolder?: string,
  more: Partial<ServeOptions> = {},
): Promise<ServedLedger> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-served-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Assay</title>');
  const options = { host: '127.0.0.1', port: 0, studioRoot: folder, version: '0.0.0', databaseUrl, ...more };
  const server = await serve({ ...options, dataFolder: dataFolder ?? join(folder, 'data') });
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { address: server.address, close };
}
