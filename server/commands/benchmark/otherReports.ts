import { readFile } from 'node:fs/promises';
import { sevenNames, type SevenFigures } from '../../../src/benchmarks/meanOfSeven';
import { CommandError } from '../CommandError';

/**
 * The headline figures of other reports.
 *
 * @throws CommandError where a file is no JSON report, or is of another model
 */
export async function otherReports(paths: readonly string[], modelName: string): Promise<SevenFigures> {
  const figures: SevenFigures = {};
  for (const path of paths) {
    const report = await readReport(path);
    if (report.model.name !== modelName)
      throw new CommandError(
        `--with ${path}: this report is of ${report.model.name}, not of ${modelName}. The mean of seven is of one model.`,
      );
    Object.assign(figures, report.seven);
  }
  return figures;
}

interface OtherReport {
  model: { name: string };
  seven: SevenFigures;
}

async function readReport(path: string): Promise<OtherReport> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandError(`--with ${path} cannot be read: ${(error as Error).message}`);
  });
  const value = parsed(text);
  if (isReport(value)) return value;
  throw new CommandError(`--with ${path} is no JSON report of "assay benchmark". Write it with --out NAME.json.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isReport(value: unknown): value is OtherReport {
  if (!isObject(value) || value['report'] !== 'assay-benchmark/1') return false;
  const { model, seven } = value;
  if (!isObject(model) || typeof model['name'] !== 'string' || !isObject(seven)) return false;
  return Object.entries(seven).every(
    ([name, figure]) => sevenNames.some((known) => known === name) && isFigure(figure),
  );
}

function isFigure(value: unknown): boolean {
  return isObject(value) && typeof value['value'] === 'number' && typeof value['isPartial'] === 'boolean';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
