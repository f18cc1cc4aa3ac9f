import { readFile } from 'node:fs/promises';
import type { SevenFigures } from '../../../src/benchmarks/meanOfSeven';
import { readReport, type OtherReport } from '../../../src/benchmarks/run/readReport';
import { CommandError } from '../CommandError';

/**
 * The headline figures of other reports.
 *
 * @throws CommandError where a file is no JSON report, or is of another model
 */
export async function otherReports(paths: readonly string[], modelName: string): Promise<SevenFigures> {
  const figures: SevenFigures = {};
  for (const path of paths) {
    const report = await readOther(path);
    if (report.model.name !== modelName)
      throw new CommandError(
        `--with ${path}: this report is of ${report.model.name}, not of ${modelName}. The mean of seven is of one model.`,
      );
    Object.assign(figures, report.seven);
  }
  return figures;
}

async function readOther(path: string): Promise<OtherReport> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandError(`--with ${path} cannot be read: ${(error as Error).message}`);
  });
  const report = readReport(text);
  if (report !== null) return report;
  throw new CommandError(`--with ${path} is no JSON report of "assay benchmark". Write it with --out NAME.json.`);
}
