import fc from 'fast-check';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { localPrincipal } from '../../../server/access/localPrincipal';
import { digestFiles } from '../../../src/engine/checkpoint/digestFiles';
import { readRegistry } from '../../../src/hub/registry/readRegistry';
import { registryPaths } from '../../../src/hub/registry/registryPaths';
import { tinyFiles, tinySource } from '../../engine/support/tinyCheckpoint';
import { PostgresServer } from '../../support/PostgresServer';
import {
  asJson,
  begin,
  otherFiles,
  planOf,
  push,
  removeData,
  sendFile,
  serveRegistry,
  sha256Of,
  type ServedRegistry,
} from './servedRegistry';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let postgres: PostgresServer | null = null;
let made = 0;
beforeAll(async () => {
  postgres = await PostgresServer.start();
});
afterAll(() => postgres?.stop());

const weights = 'model.safetensors';
const utf8 = (text: string) => new TextEncoder().encode(text);

describe.each(['SQLite', 'PostgreSQL'])('the registry over %s', (kind) => {
  let served: ServedRegistry;
  beforeEach(async (context) => {
    if (kind === 'PostgreSQL' && postgres === null) context.skip();
    const url = kind === 'PostgreSQL' ? await postgres?.create(`registry${++made}`) : undefined;
    served = await serveRegistry(url === undefined ? {} : { databaseUrl: url });
  });
  afterEach(async () => {
    await served.end();
    await removeData(served);
  });

  const models = async () => readRegistry.models(await (await served.ask(registryPaths.models())).json());

  test('registers what was sent, under the digest that the engine takes of it', async () => {
    const card = utf8('---\nlicense: apache-2.0\n---\n# tiny');
    const manifest = await push(served, tinyFiles().set('README.md', card), 'tiny', ['stable']);
    const digest = await digestFiles(tinySource(), [...tinyFiles().keys()]);
    expect(manifest).toMatchObject({ model: 'tiny', version: 1, digest, licence: 'apache-2.0', hasTemplate: true });
    expect(manifest).toMatchObject({ tags: ['latest', 'stable'], registeredBy: 'This machine', retiredAt: null });
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([...tinyFiles().keys(), 'README.md'].sort());
    expect(await models()).toMatchObject([{ name: 'tiny', versions: [{ version: 1, digest }] }]);
  });

  test('the same files again are the same version, others the next one, and latest points to it', async () => {
    await push(served);
    expect((await push(served)).version).toBe(1);
    const second = await push(served, otherFiles(2));
    expect(second).toMatchObject({ version: 2, tags: ['latest'] });
    const byTag = await served.ask(registryPaths.version('tiny', 'latest'));
    expect(await byTag.json()).toMatchObject({ version: 2 });
    expect((await models())[0]?.versions.map(({ version, tags }) => [version, tags])).toEqual([
      [2, ['latest']],
      [1, []],
    ]);
  });

  test('two who commit at once get two versions, one after the other', async () => {
    const versions = await Promise.all(
      [1, 2, 3].map(async (number) => (await push(served, otherFiles(number))).version),
    );
    expect(versions.sort()).toEqual([1, 2, 3]);
  });

  test('a retired version stays listed with its model, gives no file, leaves latest to the one before, and its content goes', async () => {
    await push(served);
    await push(served, otherFiles(2), 'tiny', ['stable']);
    const answer = await served.ask(registryPaths.version('tiny', 2), { method: 'DELETE' });
    expect(await answer.json()).toMatchObject({
      versions: [
        { version: 2, tags: [], retiredAt: expect.any(String) },
        { version: 1, tags: ['latest'], retiredAt: null },
      ],
    });
    expect((await served.ask(registryPaths.file('tiny', 2, weights))).status).toBe(410);
    expect((await models())[0]?.versions.map(({ version }) => version)).toEqual([1]);
    const own = sha256Of(otherFiles(2).get('config.json') ?? new Uint8Array());
    expect(await served.registry.blobs.list()).toContain(own);
    await served.registry.tidy();
    expect(await served.registry.blobs.list()).not.toContain(own);
    expect((await served.ask(registryPaths.file('tiny', 1, weights))).status).toBe(200);
    expect((await push(served, otherFiles(3))).version).toBe(3);
  });

  test('a tag is put on a version that is there, and on no other', async () => {
    await push(served);
    const put = (version: number) => served.ask('/v1/models/tiny/tags/stable', asJson({ version }, 'PUT'));
    expect(await (await put(1)).json()).toMatchObject({ versions: [{ tags: ['latest', 'stable'] }] });
    expect((await put(2)).status).toBe(404);
  });

  test('a tag is taken off, once or twice; "latest" stays, and a model that is not there is said', async () => {
    await push(served);
    await served.ask('/v1/models/tiny/tags/adopted', asJson({ version: 1 }, 'PUT'));
    const remove = (model: string, tag: string) => served.ask(`/v1/models/${model}/tags/${tag}`, { method: 'DELETE' });
    const [once, twice] = [await remove('tiny', 'adopted'), await remove('tiny', 'adopted')];
    for (const answer of [once, twice]) expect(await answer.json()).toMatchObject({ versions: [{ tags: ['latest'] }] });
    expect((await remove('tiny', 'latest')).status).toBe(422);
    expect((await remove('other', 'adopted')).status).toBe(404);
  });

  test('names that differ in capital letters alone are one name, and one is taken', async () => {
    await push(served);
    await expect(push(served, otherFiles(2), 'Tiny')).rejects.toThrow(/capital letters/);
    expect(await models()).toHaveLength(1);
  });
});

describe('files of a version', () => {
  let served: ServedRegistry;
  beforeAll(async () => {
    served = await serveRegistry();
    await push(served, tinyFiles().set('README.md', utf8('<script>alert(1)</script>')));
  });
  afterAll(async () => {
    await served.end();
    await removeData(served);
  });

  const bytes = tinyFiles().get(weights) ?? new Uint8Array();
  const file = (path = weights, init: RequestInit = {}, version: number | string = 1) =>
    served.ask(registryPaths.file('tiny', version, path), init);

  test('come whole with their sha256 as entity tag, for ever under a number and asked for anew under a tag', async () => {
    const whole = await file();
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
    expect(whole.headers.get('ETag')).toBe(`"${sha256Of(bytes)}"`);
    expect(whole.headers.get('Cache-Control')).toBe('private, max-age=31536000, immutable');
    expect((await file(weights, {}, 'latest')).headers.get('Cache-Control')).toBe('private, no-cache');
    expect((await file(weights, { headers: { 'If-None-Match': `"${sha256Of(bytes)}"` } })).status).toBe(304);
  });

  test.each([
    ['bytes=0-7', 0, 8],
    ['bytes=8-', 8, bytes.length],
    ['bytes=-5', bytes.length - 5, bytes.length],
    [`bytes=10-${bytes.length + 1000}`, 10, bytes.length],
  ])('come by ranges: %s', async (range, start, end) => {
    const part = await file(weights, { headers: { Range: range } });
    expect(part.status).toBe(206);
    expect(part.headers.get('Content-Range')).toBe(`bytes ${start}-${end - 1}/${bytes.length}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(start, end));
  });

  test('behind the end there is no range, HEAD has no body, and another version than If-Range names comes whole', async () => {
    expect((await file(weights, { headers: { Range: `bytes=${bytes.length}-` } })).status).toBe(416);
    const head = await file(weights, { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, String(bytes.length)]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    const other = { Range: 'bytes=0-7', 'If-Range': `"${'0'.repeat(64)}"` };
    expect((await file(weights, { headers: other })).status).toBe(200);
  });

  test('a card is a download and no page, whatever is in it', async () => {
    const card = await file('README.md');
    expect(card.headers.get('Content-Disposition')).toBe('attachment');
    expect(card.headers.get('Content-Type')).toMatch(/^text\/markdown/);
    expect(card.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  const escapes = [
    ...['../config.json', '..%2Fconfig.json', '%2e%2e%2fconfig.json', '..\\config.json', '..%5cconfig.json'],
    ...['/etc/passwd', '%2Fetc%2Fpasswd', 'C:\\windows', '//etc/passwd', 'config.json%00', 'config.json%00.txt'],
    ...['CONFIG.JSON', 'Config.json', 'config.json.', 'config.json%20', ' config.json', 'config.json/'],
    ...['%c3%a9', 'e%cc%81', 'ｃonfig.json', 'config․json', '%252e%252e%252fconfig.json', '..;/config.json', '%'],
    ...['../../../../ledger/ledger.sqlite', '..%2F..%2F..%2F..%2Fledger%2Fledger.sqlite', '.', '..', '...', '%2e'],
    sha256Of(bytes),
    `..%2Fsha256%2F${sha256Of(bytes).slice(0, 2)}%2F${sha256Of(bytes)}`,
  ];
  test.each(escapes)('an address that ends in %j gives no file', async (path) => {
    const answer = await served.ask(`/v1/models/tiny/versions/1/files/${path}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('whatever a name is, it is given out only where the manifest lists that very name', async () => {
    const listed = [...tinyFiles().keys(), 'README.md'];
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('..', '.', '/', '\\', '%2f', '\0', 'config.json', 'é', 'é', ...listed))
        .map((p) => p.join('')),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (path) => {
        const found = await served.registry.store.file('tiny', '1', path);
        expect(found !== null).toBe(listed.includes(path));
      }),
      { numRuns: 150 },
    );
  });

  test('a link that somebody put into the store is no content of it', async () => {
    const place = join(served.dataFolder, 'registry', 'blobs', 'sha256', 'ab');
    await writeFile(join(served.dataFolder, 'secret'), 'secret');
    await mkdir(place, { recursive: true });
    const name = `ab${'0'.repeat(62)}`;
    await symlink(join(served.dataFolder, 'secret'), join(place, name));
    expect(await served.registry.blobs.find(name)).toBeNull();
  });
});

describe('an upload', () => {
  let served: ServedRegistry;
  beforeEach(async () => {
    served = await serveRegistry();
  });
  afterEach(async () => {
    await served.end();
    await removeData(served);
  });

  const bytes = tinyFiles().get(weights) ?? new Uint8Array();
  const partly = (start: number, end: number) => `bytes ${start}-${end - 1}/${bytes.length}`;
  const commit = (id: string) => served.ask(registryPaths.commit(id), { method: 'POST' });

  test('goes on where it stopped, also after the server was started anew and also from another start of the same plan', async () => {
    const plan = planOf(tinyFiles());
    const { id } = await begin(served, plan);
    for (const [path, content] of tinyFiles()) if (path !== weights) await sendFile(served, id, path, content);
    await sendFile(served, id, weights, bytes.slice(0, 100), partly(0, 100));
    await served.end();
    served = await serveRegistry({ dataFolder: served.dataFolder });
    await served.registry.tidy();
    expect((await begin(served, plan)).id).toBe(id);
    const early = await sendFile(served, id, weights, bytes.slice(50), partly(50, bytes.length));
    expect([early.status, await early.json()]).toMatchObject([409, { code: 'upload_position', received: 100 }]);
    expect((await commit(id)).status).toBe(409);
    expect((await sendFile(served, id, weights, bytes.slice(100), partly(100, bytes.length))).status).toBe(200);
    expect(await (await commit(id)).json()).toMatchObject({ version: 1 });
    expect(await (await commit(id)).json()).toMatchObject({ version: 1 });
    const whole = await served.ask(registryPaths.file('tiny', 1, weights));
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
  });

  test('in whatever pieces, the same content stands there', async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 6 });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const own = new Uint8Array(bytes);
        own[own.length - 1] = number += 1;
        const { id } = await begin(served, planOf(new Map([[weights, own]]), 'pieces'));
        const ends = [...places.sort((a, b) => a - b), own.length];
        for (const [at, end] of ends.entries()) {
          const start = ends[at - 1] ?? 0;
          await sendFile(served, id, weights, own.slice(start, end), partly(start, end));
        }
        const blob = await served.registry.blobs.find(sha256Of(own));
        expect(blob?.size).toBe(own.length);
        await served.ask(registryPaths.upload(id), { method: 'DELETE' });
      }),
      { numRuns: 8 },
    );
  });

  test('a connection that breaks leaves what has come, and what comes then is hashed with it', async () => {
    const { id } = await begin(served, planOf(tinyFiles()));
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (this.sent) controller.error(new Error('cut'));
        else controller.enqueue(bytes.slice(0, 64));
        this.sent = true;
      },
      sent: false,
    } as UnderlyingDefaultSource<Uint8Array> & { sent: boolean });
    const init = { method: 'PUT', body: broken, duplex: 'half', headers: { 'Content-Range': partly(0, 64) } };
    await served.ask(registryPaths.uploadFile(id, weights), init as RequestInit);
    const state = await (await served.ask(registryPaths.upload(id))).json();
    expect(state).toMatchObject({ files: expect.arrayContaining([expect.objectContaining({ received: 64 })]) });
    const rest = await sendFile(served, id, weights, bytes.slice(64), partly(64, bytes.length));
    expect(rest.status).toBe(200);
  });

  test('another content than announced is removed and said, more than announced is refused', async () => {
    const { id } = await begin(served, planOf(tinyFiles()));
    const spoilt = new Uint8Array(bytes);
    spoilt[20] = (spoilt[20] ?? 0) ^ 1;
    const answer = await sendFile(served, id, weights, spoilt);
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'digest_mismatch' }]);
    const long = new Uint8Array(bytes.length + 1);
    expect((await sendFile(served, id, weights, long)).status).toBe(413);
    expect((await sendFile(served, id, weights, bytes)).status).toBe(200);
  });

  test('of what is no checkpoint nothing is registered, and the file at fault is named', async () => {
    const noModel = otherFiles(1).set(weights, utf8('a pickle, perhaps'));
    await expect(push(served, noModel)).rejects.toThrow(/model\.safetensors: /);
    const twoLabels = tinyFiles();
    const config = JSON.parse(new TextDecoder().decode(twoLabels.get('config.json'))) as object;
    twoLabels.set('config.json', utf8(JSON.stringify({ ...config, id2label: { 0: 'a', 1: 'b' } })));
    await expect(push(served, twoLabels)).rejects.toThrow(/one label/);
    expect(await (await served.ask(registryPaths.models())).json()).toEqual({ models: [] });
  });

  test('has an empty file without a byte of it being sent', async () => {
    const { id } = await begin(served, planOf(tinyFiles().set('NOTICE', new Uint8Array())));
    for (const [path, content] of tinyFiles()) await sendFile(served, id, path, content);
    expect((await commit(id)).status).toBe(200);
    const empty = await served.ask(registryPaths.file('tiny', 1, 'NOTICE'));
    expect([empty.status, (await empty.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  test('belongs to whoever began it: for others it is not there', async () => {
    const other = { ...localPrincipal, id: 'other', isAdmin: false };
    const { id } = await begin(served, planOf(tinyFiles()));
    expect((await served.ask(registryPaths.upload(id), { as: other })).status).toBe(404);
    expect((await served.ask(registryPaths.commit(id), { as: other, method: 'POST' })).status).toBe(404);
    expect((await served.ask(registryPaths.upload(id), { as: null })).status).toBe(401);
    const reader = { ...other, hasAnywhere: () => false };
    expect((await served.ask(registryPaths.uploads(), { as: reader, ...asJson(planOf(tinyFiles())) })).status).toBe(
      403,
    );
    expect((await served.ask(registryPaths.models(), { as: reader })).status).toBe(200);
  });

  test('that nothing comes for is given up, with what came of it; a content without a version goes', async () => {
    const { id } = await begin(served, planOf(tinyFiles()));
    await sendFile(served, id, weights, bytes);
    await sendFile(served, id, 'config.json', utf8('{'), 'bytes 0-0/100');
    await served.registry.tidy();
    expect(await served.registry.blobs.list()).toHaveLength(1);
    await served.registry.tidy(Date.now() + 49 * 3_600_000);
    expect(await served.registry.blobs.list()).toEqual([]);
    expect(await readdir(join(served.dataFolder, 'registry', 'uploads'))).toEqual([]);
    expect((await served.ask(registryPaths.upload(id))).status).toBe(404);
  });

  test('more than the quota leaves is refused before it is sent; a content counts once', async () => {
    await served.end();
    const total = [...tinyFiles().values()].reduce((sum, content) => sum + content.length, 0);
    served = await serveRegistry({ dataFolder: served.dataFolder, quotaBytes: total + 1000 });
    await push(served);
    await push(served, otherFiles(2), 'second');
    const large = tinyFiles().set(weights, new Uint8Array(bytes.length * 2));
    const answer = await served.ask(registryPaths.uploads(), asJson(planOf(large)));
    expect([answer.status, await answer.json()]).toMatchObject([507, { code: 'storage_full' }]);
  });
});

describe('a plan is refused before anything is sent', () => {
  let served: ServedRegistry;
  beforeAll(async () => {
    served = await serveRegistry();
  });
  afterAll(async () => {
    await served.end();
    await removeData(served);
  });

  const bytes = new Uint8Array(8);
  const badNames = [
    ...['../config.json', 'a/config.json', 'a\\b.safetensors', '/etc/passwd', 'config.json\0', '.safetensors', '..'],
    ...['pytorch_model.bin', 'model.pt', 'modé.safetensors', 'modé.safetensors', 'CONFIG.JSON', 'con\u202efig.json'],
    ...['model.safetensors ', ' model.safetensors', 'x'.repeat(180) + '.safetensors', '__proto__', 'constructor'],
  ];
  test.each(badNames)('with a file %j', async (path) => {
    const answer = await served.ask(registryPaths.uploads(), asJson(planOf(tinyFiles().set(path, bytes))));
    expect(answer.status).toBe(422);
    expect(await readdir(join(served.dataFolder, 'registry', 'uploads')).catch(() => [])).toEqual([]);
  });

  test('with two names that a file system could take for one', async () => {
    const files = tinyFiles().set('Model.safetensors', bytes);
    const answer = await served.ask(registryPaths.uploads(), asJson(planOf(files)));
    expect(await answer.json()).toMatchObject({ status: 422, detail: expect.stringContaining('twice') });
  });

  test.each(['../x', 'uploads', 'Imports', 'a..b', '.hidden', 'a/b', 'é', 'x'.repeat(97), '', 'nul\0', 'dot.'])(
    'that calls its model %j',
    async (name) => {
      const answer = await served.ask(registryPaths.uploads(), asJson(planOf(tinyFiles(), name)));
      expect(answer.status).toBe(422);
    },
  );
});
