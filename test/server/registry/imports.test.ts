import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { registryPaths } from '../../../src/hub/registry/registryPaths';
import { tinyFiles } from '../../engine/support/tinyCheckpoint';
import { StandInHub } from '../../support/hub/StandInHub';
import { repositoryFiles } from '../../engine/checkpoint/store/storeFixtures';
import { asJson, removeData, serveRegistry, type ServedRegistry } from './servedRegistry';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let hub: StandInHub;
let served: ServedRegistry;
const weights = 'model.safetensors';
const here = { hosts: ['127.0.0.1'], allowPrivate: true };

beforeAll(async () => {
  hub = await StandInHub.start();
  hub.add('maker/tiny', repositoryFiles(), { licence: 'apache-2.0' });
  hub.add('maker/gated', repositoryFiles(), { token: 'hf_right', isGated: true });
});
afterAll(() => hub.close());
beforeEach(async () => {
  served = await serveRegistry({ policy: here });
});
afterEach(async () => {
  hub.forget();
  await served.end();
  await removeData(served);
});

interface Shown {
  id: string;
  state: string;
  error: string | null;
  commit: string | null;
  version: number | null;
}

async function begin(body: object): Promise<Shown> {
  const answer = await served.ask('/v1/models/imports', asJson({ hub: hub.base, ...body }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Shown;
}

async function ended(id: string): Promise<Shown> {
  const look = async () => (await (await served.ask(`/v1/models/imports/${id}`)).json()) as Shown;
  await expect.poll(async () => (await look()).state, { timeout: 20_000 }).toMatch(/done|failed|cancelled/);
  return look();
}

describe('an import from a hub', () => {
  test('becomes a version with the commit that its branch was, and every file as the hub has it', async () => {
    const { id } = await begin({ repository: 'maker/tiny', tags: ['baseline'] });
    expect(await ended(id)).toMatchObject({ state: 'done', version: 1, commit: hub.commitOf('maker/tiny') });
    const manifest = await (await served.ask(registryPaths.version('tiny', 1))).json();
    expect(manifest).toMatchObject({
      origin: { kind: 'hub', repository: 'maker/tiny', revision: 'main', commit: hub.commitOf('maker/tiny') },
      ...{ licence: 'apache-2.0', tags: ['baseline', 'latest'] },
    });
    const file = await served.ask(registryPaths.file('tiny', 1, weights));
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(tinyFiles().get(weights));
    expect((await begin({ repository: 'maker/tiny' })).state).toBe('waiting');
  });

  test('goes on after a broken connection, and after the server was started anew', async () => {
    hub.spoil(weights, { cutAfter: 700, times: 1 });
    let release: () => void = () => undefined;
    const { id } = await begin({ repository: 'maker/tiny' });
    expect(await ended(id)).toMatchObject({ state: 'done' });
    hub.forget();
    hub.add('maker/later', repositoryFiles().set('LICENSE', new TextEncoder().encode('words')));
    hub.spoil('tokenizer.json', { hold: new Promise<void>((done) => (release = done)), times: 1 });
    const later = await begin({ repository: 'maker/later' });
    await expect.poll(() => hub.sent('tokenizer.json')).toBeGreaterThan(0);
    const stopping = served.end();
    release();
    await stopping;
    served = await serveRegistry({ policy: here, dataFolder: served.dataFolder });
    await served.imports.start();
    expect(await ended(later.id)).toMatchObject({ state: 'done', version: 1 });
  });

  test('whose bytes are not those that the hub announced registers nothing', async () => {
    hub.spoil(weights, { spoil: true });
    const { id } = await begin({ repository: 'maker/tiny' });
    expect(await ended(id)).toMatchObject({ state: 'failed', error: expect.stringMatching(/damaged: its sha256/) });
    expect(await (await served.ask(registryPaths.models())).json()).toEqual({ models: [] });
  });

  test('of a gated repository fails in words, and sends no token of anybody', async () => {
    const { id } = await begin({ repository: 'maker/gated' });
    expect(await ended(id)).toMatchObject({ state: 'failed', error: expect.stringMatching(/gated/) });
    expect(hub.requests.every(({ authorization, cookie }) => authorization === null && cookie === null)).toBe(true);
  });

  test('can be ended; a new one of it goes on', async () => {
    let release: () => void = () => undefined;
    hub.spoil(weights, { hold: new Promise<void>((done) => (release = done)), times: 1 });
    const { id } = await begin({ repository: 'maker/tiny' });
    await expect.poll(() => hub.sent(weights)).toBeGreaterThan(0);
    const cancelling = served.ask(`/v1/models/imports/${id}`, { method: 'DELETE' });
    release();
    expect(await (await cancelling).json()).toMatchObject({ state: 'cancelled' });
    hub.forget();
    const again = await begin({ repository: 'maker/tiny' });
    expect(await ended(again.id)).toMatchObject({ state: 'done' });
    expect(hub.sent('tokenizer.json')).toBe(0);
  });
});

describe('an import is refused at once', () => {
  test.each([
    ['another host', { hub: 'https://evil.example' }, /fetches from/],
    ['a private address', { hub: 'http://169.254.169.254/' }, /fetches from/],
    ['a password', { hub: 'http://user:word@127.0.0.1/' }, /user name or password/],
    ['another scheme', { hub: 'file:///etc' }, /https:\/\/ or http:\/\//],
    ['a path for a name', { repository: '../../etc' }, /OWNER\/NAME/],
    ['a path for a revision', { revision: '../main' }, /revision/],
    ['a name that is none', { name: 'uploads' }, /name/],
  ])('for %s', async (_what, change, words) => {
    const body = { hub: hub.base, repository: 'maker/tiny', ...change };
    const answer = await served.ask('/v1/models/imports', asJson(body));
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringMatching(words),
    ]);
    expect(hub.requests).toEqual([]);
  });

  test('on a server where nothing private is allowed, this machine is none to import from', async () => {
    const strict = await serveRegistry({ policy: { hosts: ['127.0.0.1'] } });
    const answer = await strict.ask('/v1/models/imports', asJson({ hub: hub.base, repository: 'maker/tiny' }));
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(/must begin with https/)]);
    await strict.end();
    await removeData(strict);
  });

  test('of a hub that sends on to another host, nothing is read from there', async () => {
    const astray = createServer((_request, response) =>
      response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    );
    await new Promise<void>((resolve) => astray.listen(0, '127.0.0.1', resolve));
    const { port } = astray.address() as AddressInfo;
    const { id } = await begin({ hub: `http://127.0.0.1:${port}`, repository: 'maker/tiny' });
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/169\.254\.169\.254.*none of them/),
    });
    astray.closeAllConnections();
    await new Promise((resolve) => astray.close(resolve));
  });
});
