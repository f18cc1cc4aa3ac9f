import { join } from 'node:path';
import type { ContaminationReport } from '../../../src/curation/decontaminate/ContaminationReport';
import type { StageOutput } from '../pipeline/StageOutput';

/** What pairs share with benchmarks, beside the shards of a clean stage. */
export const contaminationFile = 'contamination.json';

/** The report as it is written: the same pairs give the same bytes. */
export function contaminationText(
  report: ContaminationReport,
  { n, scope }: { n: number; scope: 'prompt' | 'pair' },
): string {
  const { tested, contaminated, unnamed } = report;
  const lists = { benchmarks: report.benchmarks(), passages: report.passages() };
  return `${JSON.stringify({ words: n, scope, tested, contaminated, unnamed, ...lists }, null, 2)}\n`;
}

/** Where a stage's report is that has something to review; null: there is nothing. */
export function contaminationToReview({ path, manifest }: Pick<StageOutput, 'path' | 'manifest'>): string | null {
  const isThere = manifest.shards.some(({ name }) => name === contaminationFile);
  return isThere && (manifest.counts['contaminated'] ?? 0) > 0 ? join(path, contaminationFile) : null;
}
