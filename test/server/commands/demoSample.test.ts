import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { BenchmarkReport } from '../../../src/benchmarks/report/BenchmarkReport';
import { benchmarkFile } from '../../benchmarks/support/benchmarkFile';
import { demoSampleFiles, rewardTolerance, type DemoSample } from '../../benchmarks/support/DemoSample';
import { runBenchmark } from './support/runBenchmark';

vi.setConfig({ testTimeout: 120_000 });

const expected = benchmarkFile<DemoSample>('demo-sample/expected.json');
const root = fileURLToPath(new URL('../../files/benchmarks/demo-sample/', import.meta.url));

/** The studio runs the same in Chromium: `test/browser/benchmarks/demoSample.test.ts`. */
test.each(Object.keys(demoSampleFiles))(
  '%s: the demo model gives the kept rewards and figures in Node',
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-demo-'));
    try {
      const out = join(folder, 'report.json');
      // The folder where the name of the file does not say which part it is.
      const [part = ''] = demoSampleFiles[name]?.[0]?.split('/') ?? [];
      const args = ['benchmark', name, '--data', join(root, part), '--model', 'demo', '--out', out];
      const { code, error } = await runBenchmark(args, join(folder, 'store'));
      expect(code, error).toBe(0);
      const { result } = JSON.parse(await readFile(out, 'utf8')) as BenchmarkReport;
      const figures = result.figures.filter(({ items }) => items > 0).map(({ key, value }) => [key, value]);
      expect(Object.fromEntries(figures)).toEqual(expected[name]?.figures);
      const lines = (await readFile(join(folder, 'report.scores.jsonl'), 'utf8')).trim().split('\n');
      for (const { id, rewards } of lines.map((line) => JSON.parse(line) as { id: string; rewards: number[] }))
        rewards.forEach((reward, at) => {
          expect(Math.abs(reward - (expected[name]?.rewards[id]?.[at] ?? NaN)), id).toBeLessThan(rewardTolerance);
        });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
