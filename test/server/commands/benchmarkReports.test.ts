import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { shippedData } from '../../../src/benchmarks/data/shippedData';
import { benchmarkFile } from '../../benchmarks/support/benchmarkFile';
import { judgeBenchResults, withoutVersion, type RewardModels } from '../../benchmarks/support/judgeBenchResults';
import { runBenchmark } from './support/runBenchmark';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const models = benchmarkFile<RewardModels>('judgebench-reward-models.json');
const data = shippedData.find(({ benchmark, title }) => benchmark === 'judgebench' && title.startsWith('GPT-4o'));
const sample = fileURLToPath(new URL('../../../public/samples/judgebench-gpt-4o.jsonl', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-reports-'));
  await mkdir(join(folder, 'judgebench'));
  await copyFile(sample, join(folder, data?.files[0]?.name ?? ''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cases = models.judges.flatMap(({ judge }) => ['md', 'csv', 'json'].map((format) => [judge, format] as const));

/** The studio's test holds its own reports against the same files: `test/browser/benchmarks/scores.test.ts`. */
test.each(cases)('%s, .%s: the report of its official result file is the one that is kept', async (judge, format) => {
  const name = judge.split('/').at(-1) ?? judge;
  const scores = join(folder, `${name}.jsonl`);
  await writeFile(scores, judgeBenchResults(models, judge));
  const out = join(folder, `${name}.${format}`);
  const args = ['benchmark', 'judgebench', '--data', join(folder, 'judgebench'), '--scores', scores, '--name', name];
  const { code, error } = await runBenchmark([...args, '--out', out], join(folder, 'store'));
  expect(code, error).toBe(0);
  const kept = `../../files/benchmarks/reports/${name}.${format}`;
  await expect(withoutVersion(await readFile(out, 'utf8'))).toMatchFileSnapshot(kept);
});
