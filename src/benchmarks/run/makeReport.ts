import type { Benchmark } from '../Benchmark';
import type { BenchmarkResult } from '../BenchmarkResult';
import { sevenNames, type SevenFigures } from '../meanOfSeven';
import type { BenchmarkReport, ReportFile, ReportModel } from '../report/BenchmarkReport';

/** What a report is made of beside the result. */
export interface ReportParts {
  /** Of Assay. */
  version: string;
  benchmark: Benchmark;
  data: ReportFile[];
  leftOut: number;
  model: ReportModel;
  result: BenchmarkResult;
  /** From other reports of the same model. */
  others: SevenFigures;
}

export function makeReport(parts: ReportParts): BenchmarkReport {
  const { version, benchmark, data, leftOut, model, result, others } = parts;
  const { title, licence, source, headline } = benchmark;
  const about = { title, licence, source, headline };
  const seven = { ...others, ...headlineOf(benchmark, result) };
  return { report: 'assay-benchmark/1', version, ...about, data, leftOut, model, result, seven };
}

/** The benchmark's figure of the table of seven; nothing where no item counts. */
function headlineOf({ name, headline }: Benchmark, { figures }: BenchmarkResult): SevenFigures {
  const known = sevenNames.find((one) => one === name);
  const figure = figures.find(({ key }) => key === headline);
  if (known === undefined || figure === undefined || figure.value === null) return {};
  return { [known]: { value: figure.value, isPartial: figure.isPartial } };
}
