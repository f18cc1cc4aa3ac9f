import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type {} from '../../support/hub/hubSetup';
import type { CheckpointOrigin, TransferProgress } from '../../../src/engine/checkpoint/checkpointsContract';
import { CheckpointsClient } from '../../../src/engine/CheckpointsClient';
import { storedSource } from '../../../src/engine/checkpoint/storedSource';
import { openOpfs } from '../../../src/store/opfs/openOpfs';
import { requestPersistence } from '../../../src/store/requestPersistence';
import { tinyFiles } from '../../engine/support/tinyCheckpoint';
import workerUrl from '../../../workers/checkpoints?worker&url';

interface Seen {
  path: string;
  host: string;
  method: string;
  bytes: number;
  authorization: string | null;
  referrer: string | null;
}

const base = inject('hub');
const quiet = (): void => undefined;
const startWorker = () => new Worker(workerUrl, { type: 'module' });
const clientOf = (start = startWorker) => new CheckpointsClient(start, requestPersistence);
const origin = (repository = 'maker/tiny', token: string | null = null): CheckpointOrigin => ({
  kind: 'hub',
  base,
  repository,
  revision: 'main',
  token,
});

async function control(faults: Record<string, object>): Promise<void> {
  await fetch(`${base}/control`, { method: 'POST', body: JSON.stringify(faults) });
}

async function seen(): Promise<Seen[]> {
  return (await (await fetch(`${base}/control`)).json()) as Seen[];
}

async function sent(path: string): Promise<number> {
  return (await seen()).reduce((sum, request) => sum + (request.path.endsWith(`/${path}`) ? request.bytes : 0), 0);
}

/** What these tests add; other tests of this origin keep theirs. */
const ours = ['maker/tiny', 'maker/gated', 'picked', 'demo'];

async function removeOurs(): Promise<void> {
  const client = clientOf();
  const { stored, unfinished } = await client.list();
  for (const { digest, name } of stored) if (ours.includes(name)) await client.remove(digest);
  for (const { id, name } of unfinished) if (ours.includes(name)) await client.removeUnfinished(id);
}

beforeEach(async () => {
  await control({});
  await removeOurs();
});

afterAll(removeOurs);

describe('the store of checkpoints in its worker', () => {
  test('takes a checkpoint from a hub of another origin into this browser, where the engine reads it', async () => {
    const client = clientOf();
    const told: TransferProgress[] = [];
    const offer = await client.inspect(origin());
    const stored = await client.add(origin(), (progress) => told.push(progress));
    expect(stored.bytes).toBe(offer.bytes);
    expect(told.at(-1)?.doneBytes).toBe(offer.bytes);
    expect(offer.space.quotaBytes).toBeGreaterThan(0);
    const source = await storedSource(await openOpfs(), stored.digest);
    expect(await source.find('model.safetensors')).toEqual(tinyFiles().get('model.safetensors'));
    expect(await client.verify(stored.digest, quiet)).toEqual([]);
    expect((await client.list()).stored).toContainEqual(stored);
  });

  test('sends a token to the hub alone, and no referrer to anybody', async () => {
    await clientOf().add(origin('maker/gated', 'hf_right'), quiet);
    const requests = (await seen()).filter(({ method }) => method !== 'OPTIONS');
    const to = (host: string) =>
      requests.filter((request) => request.host === host).map(({ authorization }) => authorization);
    expect(new Set(to('hub'))).toEqual(new Set(['Bearer hf_right']));
    expect(new Set(to('cdn'))).toEqual(new Set([null]));
    expect(new Set(requests.map(({ referrer }) => referrer))).toEqual(new Set([null]));
  });

  test('asks a hub that allows no headers but Authorization and Range: no other request is made', async () => {
    await clientOf().add(origin(), quiet);
    expect((await seen()).filter(({ method }) => !['GET', 'OPTIONS'].includes(method))).toEqual([]);
  });

  test('goes on after its worker was ended in the middle, and asks only for what is missing', async () => {
    const weights = tinyFiles().get('model.safetensors')?.length ?? 0;
    const workers: Worker[] = [];
    const start = () => (workers.push(startWorker()), workers.at(-1) as Worker);
    await control({ 'model.safetensors': { cutAfter: 1000 } });
    clientOf(start).add(origin(), quiet).catch(quiet);
    const next = clientOf();
    const unfinished = async () => (await next.list()).unfinished.find(({ name }) => name === 'maker/tiny');
    const missing = async () => {
      const { bytes, doneBytes } = (await unfinished()) ?? { bytes: Infinity, doneBytes: 0 };
      return bytes - doneBytes;
    };
    while ((await missing()) >= weights) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const worker of workers) worker.terminate();
    await control({});
    const left = await missing();
    const { digest } = await next.add(origin(), quiet);
    expect(left).toBeLessThan(weights);
    expect(await sent('model.safetensors')).toBeLessThanOrEqual(left);
    expect(await next.verify(digest, quiet)).toEqual([]);
  });

  test('of two tabs takes a checkpoint once', async () => {
    const [one, other] = [clientOf(), clientOf()];
    const [first, second] = await Promise.all([one.add(origin(), quiet), other.add(origin(), quiet)]);
    expect(second).toEqual(first);
    expect(await sent('model.safetensors')).toBe(tinyFiles().get('model.safetensors')?.length);
  });

  test('is cancelled from the page with an AbortError', async () => {
    await control({ 'model.safetensors': { status: 503 } });
    const client = clientOf();
    const adding = client.add(origin(), quiet);
    adding.catch(quiet);
    while (!(await seen()).some(({ path }) => path.endsWith('/model.safetensors')))
      await new Promise((resolve) => setTimeout(resolve, 10));
    await client.cancel();
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('keeps names and messages of errors across the border', async () => {
    await expect(clientOf().add(origin('maker/gated'), quiet)).rejects.toMatchObject({
      name: 'TransferError',
      message: expect.stringContaining('accept the licence') as string,
    });
    const files = [{ path: 'tiny/config.json', file: new Blob(['{}']) }];
    const folder = { kind: 'folder', name: 'tiny', files } as const;
    await expect(clientOf().inspect({ ...folder, files })).rejects.toMatchObject({ name: 'CheckpointError' });
  });

  test('takes a folder that was picked', async () => {
    const files = [...tinyFiles()].map(([path, bytes]) => ({
      path: `picked/${path}`,
      file: new File([new Uint8Array(bytes)], path),
    }));
    const stored = await clientOf().add({ kind: 'folder', name: 'picked', files }, quiet);
    expect(stored).toMatchObject({ name: 'picked', hasTemplate: true });
  });

  test('takes the demo model from the server of the page', async () => {
    const url = new URL('/models/demo/', location.href).href;
    const stored = await clientOf().add({ kind: 'url', base: url }, quiet);
    expect(stored.architecture).toBe('BertForSequenceClassification');
    expect(await clientOf().verify(stored.digest, quiet)).toEqual([]);
  });

  test('starts its worker when it is first needed, and another one after a crash', async () => {
    let started = 0;
    const crashing = () => new Worker(URL.createObjectURL(new Blob(['throw new Error("made to crash")'])));
    const client = clientOf(() => ((started += 1), started === 1 ? crashing() : startWorker()));
    await client.cancel();
    expect(started).toBe(0);
    await expect(client.list()).rejects.toMatchObject({ name: 'CheckpointsGoneError' });
    expect((await client.list()).stored.filter(({ name }) => ours.includes(name))).toEqual([]);
    expect(started).toBe(2);
  });

  test('asks for persistent storage before it adds, and goes on without', async () => {
    let asked = 0;
    const client = new CheckpointsClient(startWorker, () => Promise.reject(new Error(`asked ${(asked += 1)}`)));
    await client.list();
    expect(asked).toBe(0);
    await client.add(origin(), quiet);
    expect(asked).toBe(1);
  });
});
