import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NodeFolder } from '../../../../server/NodeFolder';
import { storedSource } from '../../../../src/engine/checkpoint/storedSource';
import { openWeights } from '../../../../src/engine/checkpoint/openWeights';
import { StandInHub } from '../../../support/hub/StandInHub';
import { folderOrigin, hubOrigin, oneTry, quiet, storeOver } from './storeFixtures';

const decoders = fileURLToPath(new URL('../../../files/decoders', import.meta.url));
let root = '';
let hub: StandInHub;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-store-'));
  hub = await StandInHub.start();
});
afterAll(async () => {
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

async function filesOf(name: string): Promise<Map<string, Uint8Array>> {
  const folder = join(decoders, name);
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (path) => [path, await readFile(join(folder, path))] as const)));
}

const names = await readdir(decoders);

describe('over a directory of this machine', () => {
  test.each(names)('%s is the same checkpoint from a hub, cut in the middle, and from a folder', async (name) => {
    const files = await filesOf(name);
    hub.forget();
    hub.add(`made/${name}`, files);
    const path = [...files.keys()].find((file) => file.endsWith('.safetensors')) ?? '';
    hub.spoil(path, { cutAfter: 1_000, times: 1 });
    const folder = await NodeFolder.open(join(root, name));
    const origin = hubOrigin(hub, `made/${name}`);
    await expect(storeOver(folder, oneTry).add(origin, quiet)).rejects.toMatchObject({ name: 'TransferError' });
    const stored = await storeOver(await NodeFolder.open(join(root, name))).add(origin, quiet);
    expect(stored.architecture).toMatch(/^(Llama|Mistral|Qwen2|Qwen3)ForSequenceClassification$/);
    expect(stored.files.map((file) => file.path)).not.toContain('expected.json');
    expect(await storeOver(folder).verify(stored.digest, quiet)).toEqual([]);
    const again = await storeOver(await NodeFolder.open(join(root, `${name}-2`))).add(folderOrigin(files), quiet);
    expect(again.digest).toBe(stored.digest);
    const source = await storedSource(folder, stored.digest);
    expect((await openWeights(source)).tensors.size).toBeGreaterThan(5);
    await source.close();
  });

  test('two stores take one checkpoint once', async () => {
    const [name = ''] = names;
    const files = await filesOf(name);
    hub.forget();
    hub.add('made/two', files);
    const stores = [1, 2].map(async () => storeOver(await NodeFolder.open(join(root, 'two'))));
    const adding = (await Promise.all(stores)).map((store) => store.add(hubOrigin(hub, 'made/two'), quiet));
    const [first, second] = await Promise.all(adding);
    expect(second).toEqual(first);
    expect(hub.sent('model.safetensors')).toBe(files.get('model.safetensors')?.length);
  });
});
