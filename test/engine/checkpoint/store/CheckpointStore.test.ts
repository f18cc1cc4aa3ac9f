import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestFiles } from '../../../../src/engine/checkpoint/digestFiles';
import { MemorySource } from '../../support/MemorySource';
import { openWeights } from '../../../../src/engine/checkpoint/openWeights';
import { storedSource } from '../../../../src/engine/checkpoint/storedSource';
import { startWasmHash } from '../../../../src/engine/checkpoint/hashing';
import { readTextFiles } from '../../../../src/engine/text/textFiles';
import { MemoryFolder } from '../../../../src/engine/files/MemoryFolder';
import { StandInHub } from '../../../support/hub/StandInHub';
import { put } from '../../files/folderClaims';
import { tinyFiles } from '../../support/tinyCheckpoint';
import { contentOf, folderOrigin, hubOrigin, progressOf, quiet, repositoryFiles, storeOver } from './storeFixtures';

let hub: StandInHub;
beforeAll(async () => {
  hub = await StandInHub.start();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.forget();
  hub.add('maker/tiny', repositoryFiles());
});

/** The digest by the engine's own rule, from the files as they are. */
async function engineDigest(files = tinyFiles()): Promise<string> {
  const source = new MemorySource('tiny', files);
  const texts = (await readTextFiles(source, null)).map(({ name }) => name);
  return digestFiles(source, ['config.json', ...texts, ...(await openWeights(source)).files]);
}

describe('a checkpoint that is added', () => {
  test('from a hub lies in its place byte for byte, with a manifest and nothing that is not needed', async () => {
    const folder = new MemoryFolder();
    const stored = await storeOver(folder).add(hubOrigin(hub), quiet);
    const files = [...tinyFiles().keys(), 'README.md'].sort();
    expect(stored).toMatchObject({
      digest: await engineDigest(),
      name: 'maker/tiny',
      architecture: 'BertForSequenceClassification',
      licence: 'apache-2.0',
      hasTemplate: true,
      graphs: [],
      source: { kind: 'hub', base: `${hub.base}/`, repository: 'maker/tiny', commit: hub.commitOf('maker/tiny') },
    });
    expect(stored.files.map(({ path }) => path).sort()).toEqual(files);
    const content = await contentOf(folder);
    expect([...content.keys()].sort()).toEqual(
      [...files, 'manifest.json'].map((path) => `checkpoints/${stored.digest}/${path}`).sort(),
    );
    for (const path of files)
      expect(content.get(`checkpoints/${stored.digest}/${path}`)).toEqual(repositoryFiles().get(path));
  });

  test('has one digest however it came', async () => {
    const digests = new Set<string>();
    for (const origin of [
      hubOrigin(hub),
      folderOrigin(),
      folderOrigin(tinyFiles(), ''),
      folderOrigin(tinyFiles(), './tiny/'),
    ])
      digests.add((await storeOver(new MemoryFolder()).add(origin, quiet)).digest);
    digests.add((await storeOver(new MemoryFolder(), { startHash: startWasmHash }).add(hubOrigin(hub), quiet)).digest);
    expect([...digests]).toEqual([await engineDigest()]);
  });

  test('is read by ranges through the engine’s source', async () => {
    const folder = new MemoryFolder();
    const { digest } = await storeOver(folder).add(hubOrigin(hub), quiet);
    const source = await storedSource(folder, digest);
    expect(source.name).toBe('maker/tiny');
    expect(await source.range('model.safetensors', 3, 9)).toEqual(tinyFiles().get('model.safetensors')?.slice(3, 9));
    expect(await source.find('config.json')).toEqual(tinyFiles().get('config.json'));
    expect(await source.find('never.json')).toBeNull();
    await expect(source.size('never.json')).rejects.toMatchObject({ name: 'CheckpointError', file: 'never.json' });
    await source.close();
    await expect(storedSource(folder, 'f'.repeat(64))).rejects.toThrow(/is stored here/);
    expect((await storeOver(folder).list()).unfinished).toEqual([]);
  });

  test('twice is one checkpoint, and the second time nothing is transferred', async () => {
    const store = storeOver(new MemoryFolder());
    const first = await store.add(hubOrigin(hub), quiet);
    const before = hub.sent('model.safetensors');
    expect(await store.add(hubOrigin(hub), quiet)).toEqual(first);
    expect(hub.sent('model.safetensors')).toBe(before);
    await store.add(folderOrigin(), quiet);
    expect((await store.list()).stored).toHaveLength(1);
  });

  test('tells its progress: stages, bytes that only grow, all of them at the end', async () => {
    const store = storeOver(new MemoryFolder());
    const seen = await progressOf((onProgress) => store.add(hubOrigin(hub), onProgress));
    expect(seen[0]?.stage).toBe('resolve');
    expect(seen.at(-1)?.stage).toBe('verify');
    const done = seen.map(({ doneBytes }) => doneBytes);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen.at(-1)?.doneBytes).toBe(seen.at(-1)?.totalBytes);
  });
});

describe('an offer', () => {
  test('says sizes, licence, what is here, what graphs will take and the room, and transfers no weights', async () => {
    const space = { usedBytes: 5, quotaBytes: 1e9, persisted: false };
    const folder = new MemoryFolder();
    const offer = await storeOver(folder, { space: () => Promise.resolve(space) }).inspect(hubOrigin(hub));
    const bytes = offer.files.reduce((sum, file) => sum + file.bytes, 0);
    expect(offer).toMatchObject({ name: 'maker/tiny', licence: 'apache-2.0', bytes, haveBytes: 0, space });
    expect(offer.files.map(({ path }) => path)).not.toContain('pytorch_model.bin');
    expect(offer.graphBytes.q4).toBeLessThan(offer.graphBytes.q8);
    expect(offer.graphBytes.f32).toBeGreaterThan(offer.graphBytes.f16);
    expect(hub.sent('model.safetensors')).toBe(0);
    expect(await contentOf(folder)).toEqual(new Map());
  });

  test('has the licence that the hub’s own card data state, before the card’s', async () => {
    hub.add('maker/tiny', repositoryFiles(), { licence: 'llama3.2' });
    expect((await storeOver(new MemoryFolder()).inspect(hubOrigin(hub))).licence).toBe('llama3.2');
  });

  test.each(['LlamaForCausalLM', 'GPT2ForSequenceClassification'])('of the class %s is refused', async (name) => {
    const files = repositoryFiles();
    files.set('config.json', new TextEncoder().encode(JSON.stringify({ architectures: [name] })));
    hub.add('maker/tiny', files);
    await expect(storeOver(new MemoryFolder()).inspect(hubOrigin(hub))).rejects.toThrow(
      /config\.json: field "architectures"/,
    );
  });

  test('with pickles only is refused with the reason', async () => {
    const files = repositoryFiles();
    files.delete('model.safetensors');
    hub.add('maker/tiny', files);
    await expect(storeOver(new MemoryFolder()).add(hubOrigin(hub), quiet)).rejects.toThrow(
      /"pytorch_model\.bin"; save its weights as safetensors/,
    );
  });
});

describe('a stored checkpoint', () => {
  test('that is whole has no findings; cut, changed and lost files are found', async () => {
    const folder = new MemoryFolder();
    const store = storeOver(folder);
    const { digest } = await store.add(hubOrigin(hub), quiet);
    expect(await store.verify(digest, quiet)).toEqual([]);
    const files = await (await folder.folder('checkpoints')).folder(digest);
    await put(files, 'config.json', Uint8Array.of(1));
    const weights = tinyFiles().get('model.safetensors') ?? new Uint8Array();
    weights[weights.length - 1] = 1;
    await put(files, 'model.safetensors', weights);
    await files.remove('tokenizer.json');
    const findings = await store.verify(digest, quiet);
    expect(findings.map(({ path, arrived }) => [path, arrived.length === 64 ? 'another hash' : arrived])).toEqual([
      ['config.json', '1 bytes'],
      ['tokenizer.json', 'nothing'],
      ['model.safetensors', 'another hash'],
    ]);
  });

  test('is removed with its graphs', async () => {
    const folder = new MemoryFolder();
    const store = storeOver(folder);
    const { digest } = await store.add(hubOrigin(hub), quiet);
    await put(await (await (await folder.folder('graphs')).folder(digest)).folder('q4'), 'weights', Uint8Array.of(1));
    await store.remove(digest);
    expect(await contentOf(folder)).toEqual(new Map());
    expect((await store.list()).stored).toEqual([]);
  });

  test('gives up its weights only for a graph, and can be scored with and added again afterwards', async () => {
    const folder = new MemoryFolder();
    const store = storeOver(folder);
    const { digest } = await store.add(hubOrigin(hub), quiet);
    await expect(store.dropOriginals(digest)).rejects.toThrow(/has no graph yet/);
    const graph = await (await (await folder.folder('graphs')).folder(digest)).folder('q4');
    await put(graph, 'manifest.json', new TextEncoder().encode('{"builder":1,"precision":"q4","bytes":7}'));
    await store.dropOriginals(digest);
    const { stored } = await store.list();
    expect(stored).toMatchObject([{ digest, bytes: 0, graphs: [{ precision: 'q4', bytes: 7 }] }]);
    expect(await store.verify(digest, quiet)).toEqual([]);
    const source = await storedSource(folder, digest);
    expect([await source.has('model.safetensors'), await source.has('config.json')]).toEqual([false, true]);
    expect((await store.add(hubOrigin(hub), quiet)).bytes).toBeGreaterThan(0);
  });

  test('whose manifest is damaged does not hide the others, and can be removed', async () => {
    const folder = new MemoryFolder();
    const store = storeOver(folder);
    const { digest } = await store.add(hubOrigin(hub), quiet);
    for (const damage of ['{"cut', '[]', '{}', JSON.stringify({ version: 1, digest: 'other' })]) {
      const other = await (await folder.folder('checkpoints')).folder('damaged');
      await put(other, 'manifest.json', new TextEncoder().encode(damage));
      const listed = await store.list();
      expect(listed.stored.map((one) => one.digest)).toEqual([digest]);
      expect(listed.unfinished).toMatchObject([{ id: 'damaged' }]);
    }
    await store.removeUnfinished('damaged');
    expect((await store.list()).unfinished).toEqual([]);
    await store.removeUnfinished(digest);
    expect((await store.list()).stored).toHaveLength(1);
  });

  test.each(['verify', 'dropOriginals'] as const)('that is not there is said to be missing by %s', async (call) => {
    await expect(storeOver(new MemoryFolder())[call]('f'.repeat(64), quiet)).rejects.toThrow(/is stored here/);
  });
});
