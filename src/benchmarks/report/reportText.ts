import type { BenchmarkReport } from './BenchmarkReport';
import { reportCsv } from './reportCsv';
import { reportMarkdown } from './reportMarkdown';

export const reportFormats = ['md', 'csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const writers: Record<ReportFormat, (report: BenchmarkReport) => string> = {
  md: reportMarkdown,
  csv: reportCsv,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
};

/** A report as a file: Markdown for people, CSV a line a figure, JSON with everything. */
export function reportText(report: BenchmarkReport, format: ReportFormat): string {
  return writers[format](report);
}
