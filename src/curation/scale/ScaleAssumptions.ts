import type { CostMeasures } from '../cost/CostMeasures';

/** What one machine does a second, as benches measured it. */
export interface MeasuredRates {
  readRowsPerSecond: number;
  cleanRowsPerSecond: number;
  filterRowsPerSecond: number;
  ruleRowsPerSecond: number;
  recycleRowsPerSecond: number;
  exportRowsPerSecond: number;
  /** Texts held against benchmarks. */
  ngramTextsPerSecond: number;
  /** Calls of judges that the driver makes, whatever the judges take. */
  callsPerSecond: number;
  /** Of exact nearest neighbours, in 1e9 operations. */
  gflopPerSecond: number;
  /** Of the built-in engine. */
  engineTokensPerSecond: number;
}

/** GPUs, judges on them, and what is kept on disks. */
export interface ClusterAssumptions {
  gpus: number;
  /** Tokens a second on one GPU, of a prompt and of an answer. */
  judgeReadTokensPerSecond: number;
  judgeWriteTokensPerSecond: number;
  bytesPerToken: number;
  bytesPerCall: number;
  bytesPerRow: number;
  vectorWidth: number;
}

/** All that a plan on paper is reckoned from. */
export interface ScaleAssumptions {
  measures: CostMeasures;
  measured: MeasuredRates;
  cluster: ClusterAssumptions;
}
