import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EngineClient } from '../../../src/engine/EngineClient';
import { browserServices } from '../../../src/studio/browserServices';
import { startEngineWorker } from '../../../src/studio/models/startEngineWorker';
import { demoModel } from '../../../src/studio/models/Model';
import { demoSampleFiles, rewardTolerance, type DemoSample } from '../../benchmarks/support/DemoSample';
import kept from '../../files/benchmarks/demo-sample/expected.json';
import { BenchmarkRoom } from './BenchmarkRoom';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const expected = kept as unknown as DemoSample;
const texts = import.meta.glob<string>('../../files/benchmarks/demo-sample/**/*', { query: '?raw', import: 'default' });
const room = new BenchmarkRoom();

beforeAll(() =>
  room.enter('#/benchmarks', {
    ...browserServices(),
    engine: new EngineClient(startEngineWorker, { kinds: ['wasm'] }),
  }),
);
afterAll(() => room.close());

test.each(Object.entries(demoSampleFiles))(
  '%s: the demo model in Chromium gives the figures that it gives in Node',
  async (name, paths) => {
    const { desk } = room;
    const files = await Promise.all(
      paths.map(async (path) => {
        const text = await texts[`../../files/benchmarks/demo-sample/${path}`]?.();
        return { name: path, file: new Blob([text ?? '']) };
      }),
    );
    await desk.take(name, files);
    expect(desk.failureOf(name)).toBeNull();
    await desk.run.start(name, demoModel);
    expect(desk.run.error).toBeNull();
    const key = desk.run.key ?? '';
    const figures = desk.report(name, key)?.report.result.figures.filter(({ items }) => items > 0) ?? [];
    expect(Object.fromEntries(figures.map((figure) => [figure.key, figure.value]))).toEqual(expected[name]?.figures);
    const lines = (await desk.worker.call((remote) => remote.scores(name, key))).trim().split('\n');
    expect(lines).toHaveLength(Object.keys(expected[name]?.rewards ?? {}).length);
    for (const { id, rewards } of lines.map((line) => JSON.parse(line) as { id: string; rewards: number[] }))
      rewards.forEach((reward, at) => {
        expect(Math.abs(reward - (expected[name]?.rewards[id]?.[at] ?? NaN)), id).toBeLessThan(rewardTolerance);
      });
  },
);
