import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MemoryFolder } from '../../../../src/engine/files/MemoryFolder';
import type { FileFolder } from '../../../../src/engine/files/FileFolder';
import { StandInHub } from '../../../support/hub/StandInHub';
import { get, put } from '../../files/folderClaims';
import { tinyFiles } from '../../support/tinyCheckpoint';
import {
  contentOf,
  folderOrigin,
  hubOrigin,
  oneTry,
  progressOf,
  quiet,
  repositoryFiles,
  storeOver,
} from './storeFixtures';

let hub: StandInHub;
beforeAll(async () => {
  hub = await StandInHub.start();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.forget();
  hub.add('maker/tiny', repositoryFiles());
});

const weights = tinyFiles().get('model.safetensors') ?? new Uint8Array();
/** Of the files that are taken, with some room for manifest and journal. */
const sizeOfAll = [...tinyFiles().values()].reduce((sum, { length }) => sum + length, 4_000);
const urlOrigin = () =>
  ({ kind: 'url', base: `${hub.base}/maker/tiny/resolve/${hub.commitOf('maker/tiny')}` }) as const;

/** The ranges that were asked for of a file, in order. */
function rangesOf(path: string): (string | null)[] {
  const isBody = (host: string) => host === (path.endsWith('config.json') ? 'hub' : 'cdn');
  return hub.requests.filter((seen) => isBody(seen.host) && seen.path.endsWith(`/${path}`)).map(({ range }) => range);
}

async function partialOf(folder: FileFolder): Promise<FileFolder> {
  const partial = await folder.folder('partial');
  const [entry] = await partial.list();
  return partial.folder(entry?.name ?? 'none');
}

/** Lets a task run until it has reached a point. */
async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('a transfer whose connection is cut', () => {
  test('at every byte of a small file goes on after a reload and gives the identical file', async () => {
    const path = 'tokenizer_config.json';
    const small = tinyFiles().get(path) ?? new Uint8Array();
    expect(small.length).toBeGreaterThan(20);
    for (let cutAfter = 0; cutAfter < small.length; cutAfter += 1) {
      const folder = new MemoryFolder();
      hub.forget();
      hub.spoil(path, { cutAfter, times: 1 });
      await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toMatchObject({
        name: 'TransferError',
      });
      const kept = (await get(await partialOf(folder), path))?.length ?? 0;
      expect(kept).toBeLessThanOrEqual(cutAfter);
      const { digest } = await storeOver(folder, oneTry).add(hubOrigin(hub), quiet);
      expect(await get(await (await folder.folder('checkpoints')).folder(digest), path)).toEqual([...small]);
      expect(rangesOf(path)).toEqual([`bytes=0-${small.length - 1}`, `bytes=${kept}-${small.length - 1}`]);
    }
  }, 60_000);

  test('asks by itself for the rest, and for nothing that it has', async () => {
    for (const cutAfter of [1, 100, weights.length - 1]) {
      hub.forget();
      hub.spoil('model.safetensors', { cutAfter, times: 2 });
      const folder = new MemoryFolder();
      const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
      expect(await storeOver(folder).verify(digest, quiet)).toEqual([]);
      const starts = rangesOf('model.safetensors').map((range) => Number(/\d+/.exec(range ?? '')?.[0]));
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      expect(starts.length).toBeLessThanOrEqual(3);
    }
  });

  test('again and again without a new byte is given up after some tries, in words, and nothing is lost', async () => {
    hub.spoil('model.safetensors', { cutAfter: 0 });
    const folder = new MemoryFolder();
    await expect(storeOver(folder).add(hubOrigin(hub), quiet)).rejects.toThrow(
      /Tried 3 times; what has arrived is kept/,
    );
    expect(hub.requests.filter(({ host, path }) => host === 'cdn' && path.endsWith('model.safetensors'))).toHaveLength(
      3,
    );
    expect((await storeOver(folder).list()).unfinished).toMatchObject([{ name: 'maker/tiny' }]);
  });

  test('as long as bytes come is never given up', async () => {
    hub.spoil('model.safetensors', { cutAfter: Math.ceil(weights.length / 6) });
    const { digest } = await storeOver(new MemoryFolder()).add(hubOrigin(hub), quiet);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a transfer that was interrupted', () => {
  test('is offered with what it has, and asks only for what is missing', async () => {
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { cutAfter: 100, times: 1 });
    await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toThrow();
    const have = (await storeOver(folder).inspect(hubOrigin(hub))).haveBytes;
    const [unfinished] = (await storeOver(folder).list()).unfinished;
    expect(unfinished?.doneBytes).toBe(have);
    expect(unfinished?.bytes).toBeGreaterThan(have);
    hub.forget();
    const seen = await progressOf((onProgress) => storeOver(folder).add(hubOrigin(hub), onProgress));
    expect(hub.sent('model.safetensors')).toBe((unfinished?.bytes ?? 0) - have);
    expect(hub.sent('tokenizer.json')).toBe(0);
    expect(seen.at(-1)?.doneBytes).toBe(seen.at(-1)?.totalBytes);
    expect((await storeOver(folder).list()).unfinished).toEqual([]);
  });

  test('keeps no token', async () => {
    hub.add('maker/tiny', repositoryFiles(), { token: 'hf_secret', isGated: true });
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { cutAfter: 9, times: 1 });
    const origin = hubOrigin(hub, 'maker/tiny', 'hf_secret');
    await expect(storeOver(folder, oneTry).add(origin, quiet)).rejects.toThrow();
    for (const [, bytes] of await contentOf(folder)) expect(new TextDecoder().decode(bytes)).not.toContain('hf_secret');
    await storeOver(folder).add(origin, quiet);
    for (const [, bytes] of await contentOf(folder)) expect(new TextDecoder().decode(bytes)).not.toContain('hf_secret');
  });

  test('can be removed', async () => {
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { cutAfter: 100, times: 1 });
    await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toThrow();
    const [unfinished] = (await storeOver(folder).list()).unfinished;
    await storeOver(folder).removeUnfinished(unfinished?.id ?? '');
    expect(await contentOf(folder)).toEqual(new Map());
  });

  test('goes on with a journal that was cut while it was written, since hashes tell in the end', async () => {
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { cutAfter: 100, times: 1 });
    await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toThrow();
    await put(await partialOf(folder), 'journal.json', new TextEncoder().encode('{"na'));
    expect((await storeOver(folder).list()).unfinished).toHaveLength(1);
    const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
    expect(await storeOver(folder).verify(digest, quiet)).toEqual([]);
  });

  test.each([0, 1, 3, 5, 6])('while its files were moved, after %i of them, is finished by the next', async (moves) => {
    const folder = new MemoryFolder();
    const { move, write } = MemoryFolder.prototype;
    const closed = new Error('the tab was closed');
    let left = moves;
    MemoryFolder.prototype.move = function (name, to) {
      return (left -= 1) < 0 ? Promise.reject(closed) : move.call(this, name, to);
    };
    MemoryFolder.prototype.write = function (name, content) {
      return name === 'manifest.json' ? Promise.reject(closed) : write.call(this, name, content);
    };
    try {
      await expect(storeOver(folder).add(hubOrigin(hub), quiet)).rejects.toThrow('the tab was closed');
    } finally {
      Object.assign(MemoryFolder.prototype, { move, write });
    }
    const { stored, unfinished } = await storeOver(folder).list();
    expect(stored).toEqual([]);
    expect(unfinished).toMatchObject([{ name: 'maker/tiny' }]);
    expect(unfinished[0]?.doneBytes).toBe(unfinished[0]?.bytes);
    hub.forget();
    const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
    expect(await storeOver(folder).verify(digest, quiet)).toEqual([]);
    for (const path of ['tokenizer.json', 'chat_template.jinja', 'model.safetensors']) expect(hub.sent(path)).toBe(0);
    expect((await storeOver(folder).list()).unfinished).toEqual([]);
  });
});

describe('a file that is not what was announced', () => {
  test.each(['model.safetensors', 'config.json', 'tokenizer_config.json'])(
    'is an error by its name (%s), lists nothing, and is taken anew by the next try',
    async (path) => {
      const folder = new MemoryFolder();
      const files = repositoryFiles();
      if (path === 'config.json')
        files.set(path, new TextEncoder().encode(`  ${new TextDecoder().decode(files.get(path))}`));
      hub.add('maker/tiny', files);
      // The first reading of config.json is the one before the transfer.
      if (path === 'config.json') await storeOver(folder).inspect(hubOrigin(hub));
      hub.spoil(path, { spoil: true });
      const error: unknown = await storeOver(folder)
        .add(hubOrigin(hub), quiet)
        .catch((reason: unknown) => reason);
      expect((error as Error).message).toContain(path);
      expect((await storeOver(folder).list()).stored).toEqual([]);
      hub.forget();
      const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
      expect(await storeOver(folder).verify(digest, quiet)).toEqual([]);
      expect(hub.sent(path)).toBeGreaterThanOrEqual(files.get(path)?.length ?? 0);
    },
  );

  test('because it changed behind its address is taken from its start', async () => {
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { status: 416, times: 1 });
    await expect(storeOver(folder).add(hubOrigin(hub), quiet)).rejects.toThrow(/has changed. Start again/);
    const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
    expect(await storeOver(folder).verify(digest, quiet)).toEqual([]);
  });

  test('because ranges are ignored is taken whole, also when it was begun before', async () => {
    const folder = new MemoryFolder();
    hub.spoil('model.safetensors', { cutAfter: 100, times: 1 });
    await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toThrow();
    hub.spoil('model.safetensors', { ignoreRange: true });
    const seen = await progressOf((onProgress) => storeOver(folder).add(hubOrigin(hub), onProgress));
    expect(seen.at(-1)?.doneBytes).toBe(seen.at(-1)?.totalBytes);
    const [stored] = (await storeOver(folder).list()).stored;
    expect(await storeOver(folder).verify(stored?.digest ?? '', quiet)).toEqual([]);
  });

  test('because a new commit came is another transfer; the stored one stays until the new one is whole', async () => {
    const folder = new MemoryFolder();
    const first = await storeOver(folder).add(hubOrigin(hub), quiet);
    const files = repositoryFiles();
    files.set('tokenizer_config.json', new TextEncoder().encode('{"model_max_length": 12}'));
    hub.add('maker/tiny', files);
    hub.spoil('model.safetensors', { cutAfter: 100, times: 1 });
    await expect(storeOver(folder, oneTry).add(hubOrigin(hub), quiet)).rejects.toThrow();
    expect(await storeOver(folder).verify(first.digest, quiet)).toEqual([]);
    const second = await storeOver(folder).add(hubOrigin(hub), quiet);
    expect(second.digest).not.toBe(first.digest);
    expect((await storeOver(folder).list()).stored.map(({ digest }) => digest)).toEqual([first.digest, second.digest]);
  });
});

describe('a transfer', () => {
  test('that the quota cannot hold does not start, and says how much is missing', async () => {
    const folder = new MemoryFolder();
    const space = () => Promise.resolve({ usedBytes: 900, quotaBytes: 1000, persisted: false });
    await expect(storeOver(folder, { space }).add(hubOrigin(hub), quiet)).rejects.toMatchObject({
      name: 'FileError',
      problem: 'full',
      message: expect.stringMatching(/are missing\. Remove checkpoints or graphs/) as string,
    });
    expect(hub.sent('model.safetensors')).toBe(0);
  });

  test('onto a disk that runs full loses nothing, says so, and goes on when there is room', async () => {
    const half = Math.round(weights.length / 2);
    const disk = new MemoryFolder('small', sizeOfAll + half);
    await put(disk, 'filler', new Uint8Array(half * 2));
    await expect(storeOver(disk).add(hubOrigin(hub), quiet)).rejects.toMatchObject({
      name: 'FileError',
      problem: 'full',
    });
    const { stored, unfinished } = await storeOver(disk).list();
    expect([stored.length, unfinished.length]).toEqual([0, 1]);
    await disk.remove('filler');
    hub.forget();
    const { digest } = await storeOver(disk).add(hubOrigin(hub), quiet);
    expect(await storeOver(disk).verify(digest, quiet)).toEqual([]);
    expect(hub.sent('tokenizer.json')).toBe(0);
  });

  test('that is cancelled rejects with an AbortError, keeps what has arrived, and goes on', async () => {
    const folder = new MemoryFolder();
    const store = storeOver(folder);
    hub.spoil('model.safetensors', { hold: new Promise(() => undefined), times: 1 });
    const adding = store.add(hubOrigin(hub), quiet);
    await until(() => hub.requests.some(({ host, path }) => host === 'cdn' && path.endsWith('model.safetensors')));
    await store.cancel();
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' });
    hub.forget();
    const { digest } = await store.add(hubOrigin(hub), quiet);
    expect(await store.verify(digest, quiet)).toEqual([]);
    expect(hub.sent('tokenizer.json')).toBe(0);
  });

  test('of the same checkpoint in two tabs is done once; the other tab finds it', async () => {
    const folder = new MemoryFolder();
    let release = (): void => undefined;
    hub.spoil('model.safetensors', { hold: new Promise((resolve) => (release = resolve)), times: 1 });
    const [one, other] = [storeOver(folder), storeOver(folder)];
    const first = one.add(hubOrigin(hub), quiet);
    await until(() => hub.requests.some(({ host, path }) => host === 'cdn' && path.endsWith('model.safetensors')));
    const second = other.add(hubOrigin(hub), quiet);
    await until(() => hub.requests.filter(({ path }) => path.startsWith('/api/')).length === 2);
    release();
    expect(await second).toEqual(await first);
    expect(hub.sent('model.safetensors')).toBe(weights.length);
  });

  test('that waits for another tab can be cancelled', async () => {
    const folder = new MemoryFolder();
    let release = (): void => undefined;
    hub.spoil('model.safetensors', { hold: new Promise((resolve) => (release = resolve)), times: 1 });
    const [one, other] = [storeOver(folder), storeOver(folder)];
    const first = one.add(hubOrigin(hub), quiet);
    await until(() => hub.requests.some(({ host, path }) => host === 'cdn' && path.endsWith('model.safetensors')));
    const second = other.add(hubOrigin(hub), quiet);
    await until(() => hub.requests.filter(({ path }) => path.startsWith('/api/')).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.cancel();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    release();
    await first;
  });

  test('from an address takes the same files, and asks for their sizes first', async () => {
    const folder = new MemoryFolder();
    const stored = await storeOver(folder).add(urlOrigin(), quiet);
    expect(stored).toMatchObject({ licence: 'apache-2.0', source: { kind: 'url' } });
    expect(stored.digest).toBe((await storeOver(new MemoryFolder()).add(hubOrigin(hub), quiet)).digest);
  });

  test('from an address that ignores ranges takes the same files', async () => {
    for (const path of tinyFiles().keys()) hub.spoil(path, { ignoreRange: true });
    const stored = await storeOver(new MemoryFolder()).add(urlOrigin(), quiet);
    expect(stored.digest).toBe((await storeOver(new MemoryFolder()).add(folderOrigin(), quiet)).digest);
  });

  test.each([
    ['config.json', /config\.json: .* must have this file/],
    ['tokenizer.json', /tokenizer\.json: .* must have this file/],
    ['model.safetensors', /model\.safetensors: .* must have this file or model\.safetensors\.index\.json/],
  ])('from a folder without %s is refused by its name', async (path, complaint) => {
    const files = tinyFiles();
    files.delete(path);
    await expect(storeOver(new MemoryFolder()).add(folderOrigin(files), quiet)).rejects.toThrow(complaint);
  });

  test('of damaged weights is refused by the name of the tensor, and lists nothing', async () => {
    const files = tinyFiles();
    const text = new TextDecoder('latin1')
      .decode(files.get('model.safetensors'))
      .replace('classifier.bias', 'classifier.bios');
    files.set(
      'model.safetensors',
      Uint8Array.from(text, (char) => char.charCodeAt(0)),
    );
    const folder = new MemoryFolder();
    await expect(storeOver(folder).add(folderOrigin(files), quiet)).rejects.toThrow(/"classifier.bias" is missing/);
    expect((await storeOver(folder).list()).stored).toEqual([]);
  });
});
