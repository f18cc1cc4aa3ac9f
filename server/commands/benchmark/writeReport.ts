import { open, rename } from 'node:fs/promises';
import type { GivenReward } from '../../../src/benchmarks/GivenReward';
import type { BenchmarkReport } from '../../../src/benchmarks/report/BenchmarkReport';
import { itemScoresText } from '../../../src/benchmarks/report/itemScoresText';
import { reportText, type ReportFormat } from '../../../src/benchmarks/report/reportText';

/** Writes a report in one of its formats. */
export function writeReport(report: BenchmarkReport, out: string, format: ReportFormat): Promise<void> {
  return writeWhole(out, reportText(report, format));
}

/** Where the rewards of each item are kept beside a report: a file that `--scores` takes. */
export function scoresPath(out: string): string {
  return out.replace(/\.(md|csv|json)$/i, '.scores.jsonl');
}

/** Writes the rewards that a report was made of. */
export function writeItemScores(rewards: ReadonlyMap<string, readonly GivenReward[]>, path: string): Promise<void> {
  return writeWhole(path, itemScoresText(rewards));
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
