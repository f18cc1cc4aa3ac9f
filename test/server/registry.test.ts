import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app';
import { MemoryFolder } from '../../src/engine/files/MemoryFolder';
import { folderOrigin, quiet, storeOver } from '../engine/checkpoint/store/storeFixtures';
import { tinyFiles } from '../engine/support/tinyCheckpoint';

let studioRoot = '';
let server: Server;

beforeAll(async () => {
  studioRoot = await mkdtemp(join(tmpdir(), 'assay-registry-'));
  const folder = join(studioRoot, 'models', 'tiny');
  await mkdir(folder, { recursive: true });
  const card = `---\nlicense: other\nlicense_name: "made-up"\n---\n${'words '.repeat(500)}`;
  for (const [path, bytes] of [...tinyFiles(), ['README.md', card] as const])
    await writeFile(join(folder, path), bytes);
  await writeFile(join(studioRoot, 'index.html'), '<!doctype html><title>Assay</title>');
  const app = createApp({ studioRoot, local: true, version: '0.0.0' });
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(studioRoot, { recursive: true, force: true });
});

const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

test('a model of the server’s registry is taken by its address, packed answers and missing files notwithstanding', async () => {
  const stored = await storeOver(new MemoryFolder()).add({ kind: 'url', base: address('/models/tiny/') }, quiet);
  expect(stored).toMatchObject({ name: 'tiny', licence: 'made-up', hasTemplate: true });
  expect(stored.files.map(({ path }) => path).sort()).toEqual([...tinyFiles().keys(), 'README.md'].sort());
  expect(stored.digest).toBe((await storeOver(new MemoryFolder()).add(folderOrigin(), quiet)).digest);
});

test('an address of the server where no model is is refused in words', async () => {
  const origin = { kind: 'url', base: address('/models/never') } as const;
  await expect(storeOver(new MemoryFolder()).inspect(origin)).rejects.toThrow(
    /config\.json: never must have this file/,
  );
});
