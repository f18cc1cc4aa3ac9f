import { open, rename } from 'node:fs/promises';
import type { GivenReward } from '../../../src/benchmarks/GivenReward';
import type { BenchmarkReport } from '../../../src/benchmarks/report/BenchmarkReport';
import { reportCsv } from '../../../src/benchmarks/report/reportCsv';
import { reportMarkdown } from '../../../src/benchmarks/report/reportMarkdown';
import type { ReportFormat } from './BenchmarkFlags';

const writers: Record<ReportFormat, (report: BenchmarkReport) => string> = {
  md: reportMarkdown,
  csv: reportCsv,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
};

/** Writes a report in one of its formats. */
export function writeReport(report: BenchmarkReport, out: string, format: ReportFormat): Promise<void> {
  return writeWhole(out, writers[format](report));
}

/** Where the rewards of each item are kept beside a report: a file that `--scores` takes. */
export function scoresPath(out: string): string {
  return out.replace(/\.(md|csv|json)$/i, '.scores.jsonl');
}

/** Writes the rewards that a report was made of, a line an item. What is no finite number is written as text. */
export function writeItemScores(rewards: ReadonlyMap<string, readonly GivenReward[]>, path: string): Promise<void> {
  const line = (id: string, given: readonly GivenReward[]) =>
    JSON.stringify({ id, rewards: given.map((reward) => (Number.isNaN(reward) ? 'NaN' : reward)) });
  return writeWhole(path, [...rewards].map(([id, given]) => `${line(id, given)}\n`).join(''));
}

/** Whoever reads it sees all of it or nothing. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.writing`;
  const handle = await open(unfinished, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
}
