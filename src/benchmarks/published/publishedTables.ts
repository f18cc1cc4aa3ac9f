import { judgeBenchSkywork } from './judgeBenchSkywork';
import { ppeCorrectnessAccuracy } from './ppeCorrectnessAccuracy';
import { ppeCorrectnessAuc } from './ppeCorrectnessAuc';
import { ppeCorrectnessBestOfK } from './ppeCorrectnessBestOfK';
import { ppePreferencePublished } from './ppePreferencePublished';
import type { PublishedTable } from './PublishedTable';
import { rewardBench2Paper } from './rewardBench2Paper';
import { rewardBench2Skywork } from './rewardBench2Skywork';
import { rmBenchLeaderboard } from './rmBenchLeaderboard';
import { rmBenchSkywork } from './rmBenchSkywork';
import { rmbBestOfN } from './rmbBestOfN';

/** Published figures of single benchmarks. Those of all seven are `sevenBenchmarks`. */
export const publishedTables: readonly PublishedTable[] = [
  rewardBench2Skywork,
  rewardBench2Paper,
  ppePreferencePublished,
  ppeCorrectnessAccuracy,
  ppeCorrectnessAuc,
  ppeCorrectnessBestOfK,
  rmbBestOfN,
  rmBenchSkywork,
  rmBenchLeaderboard,
  judgeBenchSkywork,
];
