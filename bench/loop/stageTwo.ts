import { decideRows, rowsForJudges } from '../../src/curation/stageTwo/decideRows';
import { barsOf, usualStageTwo } from '../../src/curation/stageTwo/StageTwoSettings';
import { voteCodes } from '../../src/curation/stageTwo/stageTwoBits';
import { labelCodes } from '../../src/pairs/PairIndex';
import type { TrainedHead } from './HeadTrainer';
import type { Trial } from './Trial';

export interface StageTwoResult {
  /** `stageTwoBits` by place in `Trial.wild`. */
  bits: Uint8Array;
}

/** Stage 2 over the pairs that stage 1 has not seen. @param flip whether discarded pairs come back turned round. */
export function stageTwo(trial: Trial, best: TrainedHead, goldModel: TrainedHead, flip: boolean): StageTwoResult {
  const { wild, source, judges } = trial;
  const bars = barsOf({ ...usualStageTwo, flip });
  const zero = new Float64Array(wild.length);
  const columns = {
    labels: Uint8Array.from(wild, (row) => ((source[row] ?? 0) > 0 ? labelCodes.first : labelCodes.second)),
    bestFirst: Float64Array.from(wild, (row) => best.margins[row] ?? NaN),
    bestSecond: zero,
    goldFirst: Float64Array.from(wild, (row) => goldModel.margins[row] ?? NaN),
    goldSecond: zero,
    votes: new Uint8Array(wild.length),
  };
  const bits = new Uint8Array(wild.length);
  decideRows(columns, bars, bits);
  for (const at of rowsForJudges(bits)) columns.votes[at] = voteCodes[judges.vote(wild[at] ?? 0).vote];
  decideRows(columns, bars, bits);
  return { bits };
}
