import type { CostMeasures } from '../cost/CostMeasures';
import { number, readFields, section, type Range, type Specs } from '../plan/specs';
import { PlanError } from '../plan/PlanError';
import { HeadReader } from '../../verdicts/protocol/HeadReader';
import type { ClusterAssumptions, MeasuredRates, ScaleAssumptions } from './ScaleAssumptions';

const count: Range = { least: 0, most: 1e12, whole: true };
const rate: Range = { least: 1e-6, most: 1e15 };

const measures: Specs<CostMeasures> = {
  ...{ pool: number(count), start: number(count), wild: number(count), gold: number(count) },
  judgedShare: number({ least: 0, most: 1 }),
  ...{ promptTokens: number(rate), responseTokens: number(rate) },
  ...{ answerTokens: number(rate), attributeTokens: number(rate), secondsPerVerdict: number(rate) },
  ...{ trainTokensPerSecond: number(rate), scoreTokensPerSecond: number(rate), embedTokensPerSecond: number(rate) },
};

const measured: Specs<MeasuredRates> = {
  ...{ readRowsPerSecond: number(rate), cleanRowsPerSecond: number(rate), filterRowsPerSecond: number(rate) },
  ...{ ruleRowsPerSecond: number(rate), recycleRowsPerSecond: number(rate), exportRowsPerSecond: number(rate) },
  ...{ ngramTextsPerSecond: number(rate), callsPerSecond: number(rate), gflopPerSecond: number(rate) },
  engineTokensPerSecond: number(rate),
};

const cluster: Specs<ClusterAssumptions> = {
  ...{ gpus: number(rate), judgeReadTokensPerSecond: number(rate), judgeWriteTokensPerSecond: number(rate) },
  ...{ bytesPerToken: number(rate), bytesPerCall: number(rate), bytesPerRow: number(rate), vectorWidth: number(rate) },
};

const specs: Specs<ScaleAssumptions> = {
  measures: section(measures),
  measured: section(measured),
  cluster: section(cluster),
};

/**
 * Assumptions from their YAML (`plan/scale-40m-assumptions.yaml`): every one must be there.
 * @throws PlanError with the line, the rule that is broken and what stood there
 */
export function readAssumptions(yaml: string): ScaleAssumptions {
  const reader = new HeadReader(yaml, { name: 'The assumptions', linesAbove: 0, error: PlanError });
  return readFields(reader, reader.fields(reader.root, 'The assumptions', Object.keys(specs)), specs, '');
}
