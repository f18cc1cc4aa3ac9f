import { describe, expect, test } from 'vitest';
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

describe('the client of the engine', () => {
  test.each(['hangs', 'crashes'])(
    'rejects when its worker %s, and starts another one for the next call',
    async (behaviour) => {
      const { client, started } = clientOf([behaviour, 'works']);
      await client.load(demo, nothing);
      const error = await client.score([], nothing).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'EngineGoneError' });
      expect((error as Error).message).toMatch(behaviour === 'hangs' ? /no sign of life for 1\.5 s/ : /crashed .*boom/);
      expect(await client.score([], nothing)).toMatchObject({ scored: 0 });
      expect(started).toEqual([`wasm: ${behaviour}`, 'wasm: works']);
    },
  );

  test('hands on an error of the engine with its name and message, and starts afresh after it', async () => {
    const { client, started } = clientOf(['fails', 'works']);
    await client.load(demo, nothing);
    await expect(client.score([], nothing)).rejects.toMatchObject({ name: 'RangeError', message: 'out of memory' });
    await client.score([], nothing);
    expect(started).toHaveLength(2);
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
