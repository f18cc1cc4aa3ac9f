import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openRegistryClient } from '../../../server/commands/registry/openRegistryClient';
import { pushModel } from '../../../server/commands/registry/pushModel';
import { tinyConfig, tinyFiles, tinyTensors } from '../../engine/support/tinyCheckpoint';
import { writeSafetensors } from '../../engine/support/writeSafetensors';
import type { Scope } from '../../../server/access/Scope';
import { serveLedger, type ServedLedger } from '../../support/servedLedger';
import { ServedTeam } from '../../support/servedTeam';
import { buildServer, removeBuiltServer } from '../../torture/builtServer';
import { ServerProcess } from '../../torture/ServerProcess';
import { BuiltCommand } from './support/builtCommand';

vi.setConfig({ testTimeout: 60_000 });

let work: string;
let folder: string;
let served: ServedLedger;
let command: BuiltCommand;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'assay-push-'));
  folder = join(work, 'tiny');
  await writeFolder(folder, tinyFiles().set('optimizer.pt', new TextEncoder().encode('a pickle')));
  served = await serveLedger();
  command = await BuiltCommand.build('registry');
}, 60_000);

afterAll(async () => {
  await command.remove();
  await served.close();
  await rm(work, { recursive: true, force: true });
});

afterEach(() => vi.unstubAllEnvs());

async function writeFolder(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(path, name), bytes);
}

const never = new AbortController().signal;
const silent = () => undefined;

test('a folder is pushed, listed and pulled under one digest; what is no part of a checkpoint stays at home', async () => {
  const args = ['models', 'push', folder, '--to', served.address, '--name', 'tiny', '--tag', 'stable', '--json'];
  const pushed = await command.run([...args, '--run', 'bt-7']);
  expect(pushed.code, pushed.error).toBe(0);
  const manifest = JSON.parse(pushed.out) as { digest: string; files: { path: string }[]; origin: object };
  expect(manifest).toMatchObject({ version: 1, tags: ['latest', 'stable'], origin: { kind: 'run', run: 'bt-7' } });
  expect(manifest.files.map(({ path }) => path).sort()).toEqual([...tinyFiles().keys()].sort());

  const listed = await command.run(['models', 'on', served.address]);
  expect(listed.out).toMatch(new RegExp(`^${manifest.digest.slice(0, 12)}  tiny@1 \\(latest, stable\\)  Bert.*bt-7`));

  const data = join(work, 'data');
  const pulled = await command.run([
    'models',
    'pull',
    'tiny@stable',
    '--from',
    served.address,
    '--data',
    data,
    '--json',
  ]);
  expect(JSON.parse(pulled.out)).toMatchObject({ digest: manifest.digest, source: { kind: 'registry', version: 1 } });
  const weights = await readFile(join(data, 'checkpoints', manifest.digest, 'model.safetensors'));
  expect(new Uint8Array(weights)).toEqual(tinyFiles().get('model.safetensors'));

  const unknown = await command.run(['models', 'pull', 'tiny@9', '--from', served.address, '--data', data]);
  expect([unknown.code, unknown.error]).toEqual([1, expect.stringContaining('no model tiny 9')]);
});

test('on a server for a team a token with the scope may push, others are told what they lack, and none is written down', async () => {
  const team = await ServedTeam.start();
  const secretOf = async (scopes: Scope[]) => (await team.bearer(scopes)).replace('Bearer ', '');
  const [writer, reader] = [await secretOf(['models:read', 'models:write']), await secretOf(['models:read'])];
  const push = (token: string) =>
    command.run(['models', 'push', folder, '--to', team.address, '--name', 'tiny'], '', { ASSAY_TOKEN: token });
  const ends = [await push(''), await push(reader), await push(writer)];
  expect(ends.map(({ code }) => code)).toEqual([1, 1, 0]);
  expect(ends[0]?.error).toMatch(/answered 401: .*Put a token of that server into ASSAY_TOKEN/);
  expect(ends[1]?.error).toMatch(/answered 403: .*scope/);
  const args = ['models', 'pull', 'tiny', '--from', team.address, '--data', join(work, 'team')];
  const pulled = await command.run(args, '', { ASSAY_TOKEN: reader });
  expect(pulled.code, pulled.error).toBe(0);
  expect((await command.run(args.with(2, 'tiny@latest'), '', { ASSAY_TOKEN: 'wrong' })).error).toMatch(/401.*sign in/);
  const said = [...ends, pulled].map(({ out, error }) => out + error).join('');
  expect([said.includes(writer), said.includes(reader)]).toEqual([false, false]);
  await team.close();
});

test('what is no checkpoint is said before anything is sent', async () => {
  const wrong = join(work, 'wrong');
  await writeFolder(wrong, tinyFiles().set('model.safetensors', new Uint8Array(64)));
  const { code, error } = await command.run(['models', 'push', wrong, '--to', served.address, '--name', 'wrong']);
  expect([code, error]).toEqual([1, expect.stringContaining('model.safetensors')]);
});

test('a folder whose connection breaks again and again arrives whole, each time from where the break left it', async () => {
  const through = await cuttingProxy(served.address, 6000);
  const files = tinyFiles().set('README.md', new TextEncoder().encode('words '.repeat(4000)));
  const long = join(work, 'long');
  await writeFolder(long, files);
  const request = { folder: long, name: 'cut', tags: [], run: null };
  const manifest = await pushModel(openRegistryClient(through.address), request, silent, never);
  expect(manifest).toMatchObject({ model: 'cut', version: 1 });
  const starts = through.startsOf('README.md');
  expect(starts.length).toBeGreaterThan(2);
  expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
  await through.close();
});

test('the token goes into a header, unencrypted to this machine alone, and never where an answer redirects', async () => {
  vi.stubEnv('ASSAY_TOKEN', 'assay_secret');
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((asked, response) => {
    seen.push({ url: asked.url ?? '', headers: asked.headers });
    if (asked.url === '/v1/models') response.writeHead(302, { Location: '/elsewhere' }).end();
    else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(openRegistryClient(address).models(never)).rejects.toThrow(/could not be reached/);
  expect(seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/v1/models', 'Bearer assay_secret']]);
  expect(() => openRegistryClient('http://assay.example/')).toThrow(/must begin with https/);
  const { out, error } = await command.run(['models', 'on', address], '', { ASSAY_TOKEN: 'assay_secret' });
  expect(out + error).not.toContain('assay_secret');
  await new Promise((resolve) => server.close(resolve));
});

test('a server that is killed again and again while a model comes has no half version, and has it whole in the end', async () => {
  const config = { ...tinyConfig, vocab_size: 120_000 };
  const large = join(work, 'large');
  const bytes = writeSafetensors(tinyTensors(config));
  const text = new TextEncoder().encode(JSON.stringify(config));
  await writeFolder(large, tinyFiles().set('config.json', text).set('model.safetensors', bytes));
  const server = new ServerProcess({ program: await buildServer(), dataFolder: join(work, 'killed') });
  await server.start();
  let isDone = false;
  const pushing = pushPatiently(() => openRegistryClient(server.address), large).finally(() => (isDone = true));
  for (let kill = 0; kill < 3 && !isDone; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20 + kill * 45));
    await server.end();
    await server.start();
    for (const { name, versions } of await openRegistryClient(server.address).models(never))
      for (const { version } of versions) await expectWhole(server.address, name, version);
  }
  const { version } = await pushing;
  await expectWhole(server.address, 'large', version);
  expect(version).toBe(1);
  await server.end();
  removeBuiltServer();
});

/** Goes on after a server that has died has come back. */
async function pushPatiently(client: () => ReturnType<typeof openRegistryClient>, path: string) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await pushModel(client(), { folder: path, name: 'large', tags: [], run: null }, silent, never);
    } catch (error) {
      if (tries > 20) throw error;
    }
  }
}

async function expectWhole(address: string, name: string, version: number): Promise<void> {
  const base = `${address}/v1/models/${name}/versions/${version}`;
  const { files } = (await (await fetch(base)).json()) as { files: { path: string; sha256: string }[] };
  expect(files).toHaveLength(5);
  for (const { path, sha256 } of files) {
    const content = new Uint8Array(await (await fetch(`${base}/files/${path}`)).arrayBuffer());
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  }
}

/** A way to a server that breaks each body after so many bytes, the first time that it is sent from that place. */
async function cuttingProxy(target: string, most: number) {
  const broken = new Set<string>();
  const asks: { url: string; start: number }[] = [];
  const proxy: Server = createServer((asked, answer) => {
    const { method = '', url = '', headers } = asked;
    const onward = request(new URL(url, target), { method, headers: { ...headers, host: new URL(target).host } });
    onward.on('response', (response) => response.pipe(answer.writeHead(response.statusCode ?? 500, response.headers)));
    onward.on('error', () => answer.destroy());
    if (method === 'PUT') asks.push({ url, start: Number(/bytes (\d+)/.exec(String(headers['content-range']))?.[1]) });
    const key = `${url} ${String(headers['content-range'])}`;
    let passed = 0;
    asked.on('data', (bytes: Buffer) => {
      passed += bytes.length;
      const isCut = method === 'PUT' && passed > most && !broken.has(key);
      if (!isCut) return void onward.write(bytes);
      broken.add(key);
      onward.write(bytes.subarray(0, bytes.length - (passed - most)), () => onward.destroy());
      asked.removeAllListeners('data');
      asked.removeAllListeners('end');
    });
    asked.on('end', () => onward.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const startsOf = (path: string) => asks.filter(({ url }) => url.endsWith(`/${path}`)).map(({ start }) => start);
  const close = async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  };
  return { address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, startsOf, close };
}
