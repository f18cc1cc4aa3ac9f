import { describe, expect, test } from 'vitest';
import type { ScoreProgress, ScoreRequest } from '../../../src/engine/contract';
import { EngineClient, type WorkerKind } from '../../../src/engine/EngineClient';
import { demo } from './parityFixtures';
import madeUrl from './madeWorker?worker&url';

const nothing = () => undefined;

/** A client whose workers behave as named, one after another; the last name stays. */
function clientOf(behaviours: string[], kinds: WorkerKind[] = ['wasm']) {
  const started: string[] = [];
  const startWorker = (kind: WorkerKind) => {
    const name = behaviours[Math.min(started.length, behaviours.length - 1)] ?? '';
    started.push(`${kind}: ${name}`);
    return new Worker(madeUrl, { type: 'module', name });
  };
  return { client: new EngineClient(startWorker, { kinds, silenceMs: 1500 }), started };
}

const ten: ScoreRequest[] = Array.from({ length: 10 }, (_, at) => ({
  id: `r${at}`,
  messages: [{ role: 'user', content: 'x' }],
  promptLength: 0,
}));

async function scoreTen(client: EngineClient) {
  const steps: ScoreProgress[] = [];
  await client.score(ten, (progress) => steps.push(progress));
  const results = steps.flatMap((step) => step.results.map(({ id }) => id)).sort();
  return { results, notices: steps.flatMap(({ notice }) => notice ?? []).join(' '), last: steps.at(-1) };
}

describe('the client of the engine', () => {
  test.each([
    ['hangs', /no sign of life for 1\.5/],
    ['crashes', /crashed .*boom/],
    ['loses its device', /device was lost/],
  ])('goes on with another worker where one %s midway, and says so', async (behaviour, reason) => {
    const { client, started } = clientOf([`${behaviour} midway`, 'works']);
    await client.load(demo, nothing);
    const { results, notices, last } = await scoreTen(client);
    expect(results).toEqual(ten.map(({ id }) => id));
    expect(last).toMatchObject({ doneRequests: 10, totalRequests: 10, doneTokens: 10, ranTokens: 10 });
    expect(notices).toMatch(reason);
    expect(notices).toMatch(/started again on works\. It goes on with what has no result yet/);
    expect(started).toEqual([`wasm: ${behaviour} midway`, 'wasm: works']);
    expect(client.fallbackReason).toBeNull();
  });

  test('takes the next kind of worker where one is lost twice without a result, and keeps the reason', async () => {
    const { client, started } = clientOf(['crashes', 'crashes', 'works'], ['jspi', 'wasm']);
    await client.load(demo, nothing);
    const { results } = await scoreTen(client);
    expect(results).toHaveLength(10);
    expect(started).toEqual(['jspi: crashes', 'jspi: crashes', 'wasm: works']);
    expect(client.fallbackReason).toMatch(/crashed/);
  });

  test.each(['hangs', 'crashes'])('rejects where every worker %s always, and can start afresh', async (behaviour) => {
    const { client, started } = clientOf([behaviour, behaviour, 'works']);
    await client.load(demo, nothing);
    await expect(scoreTen(client)).rejects.toMatchObject({ name: 'EngineGoneError' });
    expect((await scoreTen(client)).results).toHaveLength(10);
    expect(started).toHaveLength(3);
  });

  test.each(['fails', 'refuses'])(
    'hands on an error of the engine as it is where it %s, and starts afresh',
    async (behaviour) => {
      const { client, started } = clientOf([behaviour, 'works']);
      await client.load(demo, nothing);
      await expect(scoreTen(client)).rejects.toMatchObject(
        behaviour === 'fails'
          ? { name: 'RangeError', message: 'a bad request' }
          : { name: 'CheckpointError', message: 'model.safetensors: is cut off' },
      );
      await scoreTen(client);
      expect(started).toHaveLength(2);
    },
  );

  test('mixes no rewards where the checkpoint changed behind a lost worker', async () => {
    const { client } = clientOf(['crashes midway', 'loads another checkpoint']);
    await client.load(demo, nothing);
    await expect(scoreTen(client)).rejects.toThrow(/made changed while it was in use.*Load it again/);
  });

  test('mixes no rewards where the checkpoint changed while no worker ran', async () => {
    const { client } = clientOf(['works', 'loads another checkpoint', 'works']);
    await client.load(demo, nothing);
    await client.release();
    await expect(scoreTen(client)).rejects.toThrow(/made changed while it was in use.*Load it again/);
    expect((await scoreTen(client)).results).toHaveLength(10);
  });

  test('starts no other worker for a run that was cancelled', async () => {
    const { client, started } = clientOf(['hangs midway', 'works']);
    await client.load(demo, nothing);
    let cancelling: Promise<void> | null = null;
    const summary = await client.score(ten, () => (cancelling = client.cancel()));
    expect(summary).toMatchObject({ cancelled: true, scored: 5 });
    await expect(cancelling).resolves.toBeUndefined();
    expect(started).toHaveLength(1);
    expect(await client.hidden(ten)).toEqual([]);
    expect(started).toHaveLength(2);
  });

  test('measures on the best worker that works, and loads the checkpoint again for the next run', async () => {
    const { client, started } = clientOf(['works', 'crashes', 'works'], ['jspi', 'wasm']);
    await client.load(demo, nothing);
    expect(await client.measure()).toMatchObject({ device: 'works', modelLayers: 28 });
    expect((await scoreTen(client)).results).toHaveLength(10);
    expect(started).toEqual(['jspi: works', 'jspi: crashes', 'wasm: works', 'jspi: works']);
  });

  test('takes the next kind of worker where there is no GPU, and says why', async () => {
    const { client } = clientOf(['no gpu', 'works'], ['jspi', 'wasm']);
    expect(await client.load(demo, nothing)).toMatchObject({ device: 'works' });
    expect(client.fallbackReason).toBe('There is no adapter.');
  });

  test('takes the next kind of worker where the first one never answers', async () => {
    const { client } = clientOf(['silent', 'works'], ['jspi', 'wasm']);
    await client.load(demo, nothing);
    expect(client.fallbackReason).toMatch(/no sign of life/);
  });

  test('has no reason to give where its best worker runs', async () => {
    const { client } = clientOf(['works']);
    await client.load(demo, nothing);
    expect(client.fallbackReason).toBeNull();
  });

  test('rejects a load whose every worker fails with the last reason', async () => {
    const { client } = clientOf(['no gpu'], ['jspi', 'wasm']);
    await expect(client.load(demo, nothing)).rejects.toMatchObject({ name: 'NoGpuError' });
  });

  test('rejects a script that cannot be run', async () => {
    const client = new EngineClient(() => new Worker('/no-such-worker.js', { type: 'module' }), { kinds: ['wasm'] });
    await expect(client.load(demo, nothing)).rejects.toMatchObject({ name: 'EngineGoneError' });
  });

  test('refuses to score before a checkpoint is loaded', async () => {
    const { client } = clientOf(['works']);
    await expect(client.score([], nothing)).rejects.toThrow(/call load before/);
  });
});
