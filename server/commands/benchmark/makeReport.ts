import { version } from '../../../package.json';
import type { Benchmark } from '../../../src/benchmarks/Benchmark';
import type { BenchmarkResult } from '../../../src/benchmarks/BenchmarkResult';
import { sevenNames, type SevenFigures } from '../../../src/benchmarks/meanOfSeven';
import type { BenchmarkReport, ReportFile, ReportModel } from '../../../src/benchmarks/report/BenchmarkReport';
import type { LoadedCheckpoint } from '../../../src/engine/contract';

/** What a report is made of beside the result. */
export interface ReportParts {
  benchmark: Benchmark;
  data: ReportFile[];
  leftOut: number;
  model: ReportModel;
  result: BenchmarkResult;
  /** From other reports of the same model. */
  others: SevenFigures;
}

export function makeReport({ benchmark, data, leftOut, model, result, others }: ReportParts): BenchmarkReport {
  const { title, licence, source, headline } = benchmark;
  const about = { title, licence, source, headline };
  const seven = { ...others, ...headlineOf(benchmark, result) };
  return { report: 'assay-benchmark/1', version, ...about, data, leftOut, model, result, seven };
}

function headlineOf({ name, headline }: Benchmark, { figures }: BenchmarkResult): SevenFigures {
  const known = sevenNames.find((one) => one === name);
  const figure = figures.find(({ key }) => key === headline);
  if (known === undefined || figure === undefined || figure.value === null) return {};
  return { [known]: { value: figure.value, isPartial: figure.isPartial } };
}

/** @param named what the report calls it; null: by its own name */
export function checkpointModel(
  checkpoint: LoadedCheckpoint,
  template: string | null,
  named: string | null,
): ReportModel {
  const { name, digest, architecture, precision, maxTokens, device, notes } = checkpoint;
  const about = { digest, architecture, precision, maxTokens, template, device, notes };
  return { kind: 'checkpoint', name: named ?? name, ...about };
}
