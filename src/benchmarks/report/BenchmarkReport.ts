import type { BenchmarkResult } from '../BenchmarkResult';
import type { SevenFigures } from '../meanOfSeven';

/** A file that a report was made of, so that another person can take the same one. */
export interface ReportFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** Whose rewards these are. */
export type ReportModel =
  | {
      kind: 'checkpoint';
      name: string;
      /** sha256 over the checkpoint's files. */
      digest: string;
      architecture: string;
      precision: string;
      maxTokens: number;
      /** sha256 of a chat template that takes the place of the checkpoint's own; null where none does. */
      template: string | null;
      device: string;
      notes: string[];
    }
  /** Rewards that came as files. */
  | { kind: 'scores'; name: string; files: ReportFile[]; unknownIds: number };

/** All that a benchmark gave, and all that it was made of. The same inputs give the same report, to the byte. */
export interface BenchmarkReport {
  report: 'assay-benchmark/1';
  /** Of Assay. */
  version: string;
  title: string;
  licence: string;
  source: string;
  headline: string;
  data: ReportFile[];
  /** Rows that the official metric leaves out. */
  leftOut: number;
  model: ReportModel;
  result: BenchmarkResult;
  /** The model's headline figures, of this benchmark and of the other reports that were given. */
  seven: SevenFigures;
}
