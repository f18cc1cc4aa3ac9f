import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { serve, type ServeOptions } from '../../server/serve';

let options: ServeOptions;

beforeEach(async () => {
  const studioRoot = await mkdtemp(join(tmpdir(), 'assay-serve-'));
  await writeFile(join(studioRoot, 'index.html'), '<!doctype html><title>Assay</title>');
  options = { host: '127.0.0.1', port: 0, dataFolder: join(studioRoot, 'data', 'deep'), studioRoot, version: '1.2.3' };
});

test('it serves over HTTP, makes its data folder for this user only, and stops', async () => {
  const server = await serve(options);
  expect(await (await fetch(`${server.address}/v1/health`)).json()).toEqual({ status: 'ok', version: '1.2.3' });
  expect((await stat(options.dataFolder)).mode & 0o777).toBe(0o700);
  await server.close();
  await expect(fetch(server.address)).rejects.toThrow();
});

test('a busy port is refused with a sentence that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(serve({ ...options, port })).rejects.toThrow(
    `Port ${String(port)} is in use on 127.0.0.1: stop the other program or choose another port with --port.`,
  );
  other.close();
});

test('a studio that is not built is refused with the command that builds it', async () => {
  await expect(serve({ ...options, studioRoot: '/nowhere' })).rejects.toThrow('npm run build');
});

test('a data folder that cannot be made is named', async () => {
  const dataFolder = join(options.studioRoot, 'index.html', 'data');
  await expect(serve({ ...options, dataFolder })).rejects.toThrow(dataFolder);
});
