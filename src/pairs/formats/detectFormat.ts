import type { Columns } from '../containers/RowReader';
import type { Format } from './Format';
import { arenaBattles } from './arenaBattles';
import { arenaTexts } from './arenaTexts';
import { argillaRated } from './argillaRated';
import { argillaUltraFeedback } from './argillaUltraFeedback';
import { assayPairs } from './assayPairs';
import { helpSteer2 } from './helpSteer2';
import { helpSteer3 } from './helpSteer3';
import { hhRlhf } from './hhRlhf';
import { judgeBench } from './judgeBench';
import { llamaFactoryAlpaca } from './llamaFactoryAlpaca';
import { llamaFactoryKto } from './llamaFactoryKto';
import { llamaFactorySharegpt } from './llamaFactorySharegpt';
import { llmBar } from './llmBar';
import { mtBench } from './mtBench';
import { multiPref } from './multiPref';
import { nemoRl } from './nemoRl';
import { orcaDpo } from './orcaDpo';
import { oumi } from './oumi';
import { pandaLm } from './pandaLm';
import { pkuSafeRlhf } from './pkuSafeRlhf';
import { rewardBench } from './rewardBench';
import { rewardBench2 } from './rewardBench2';
import { rmBench } from './rmBench';
import { shp } from './shp';
import { skywork } from './skywork';
import { summarizeFromFeedback } from './summarizeFromFeedback';
import { torchtune } from './torchtune';
import { trlExplicitChat } from './trlExplicitChat';
import { trlExplicitPlain } from './trlExplicitPlain';
import { trlImplicitChat } from './trlImplicitChat';
import { trlMixed } from './trlMixed';
import { trlUnpaired } from './trlUnpaired';
import { tulu3 } from './tulu3';
import { ultraFeedback } from './ultraFeedback';
import { webGpt } from './webGpt';

/** Most specific first: where two match a row, the earlier one asks for more. */
export const formats: readonly Format[] = [
  assayPairs,
  mtBench,
  arenaBattles,
  arenaTexts,
  pandaLm,
  helpSteer3,
  nemoRl,
  ultraFeedback,
  multiPref,
  shp,
  webGpt,
  summarizeFromFeedback,
  pkuSafeRlhf,
  judgeBench,
  llmBar,
  rmBench,
  rewardBench2,
  rewardBench,
  helpSteer2,
  trlUnpaired,
  llamaFactoryKto,
  llamaFactorySharegpt,
  torchtune,
  argillaUltraFeedback,
  argillaRated,
  tulu3,
  skywork,
  hhRlhf,
  trlMixed,
  trlExplicitChat,
  trlExplicitPlain,
  oumi,
  orcaDpo,
  llamaFactoryAlpaca,
  trlImplicitChat,
];

/** The most specific format that a row has; null where it has none. */
export function formatOfRow(columns: Columns): Format | null {
  return formats.find((format) => format.matches(columns)) ?? null;
}

/**
 * The format of a file by its first rows: the one that most rows have, the more specific one where two are equal, and null
 * unless at least half of the rows have it.
 */
export function detectFormat(rows: Columns[]): Format | null {
  const counts = new Map<Format, number>();
  for (const row of rows) {
    const format = formatOfRow(row);
    if (format !== null) counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  const best = formats.reduce<Format | null>((most, next) => {
    return (counts.get(next) ?? 0) > (most === null ? 0 : (counts.get(most) ?? 0)) ? next : most;
  }, null);
  return best !== null && (counts.get(best) ?? 0) * 2 >= rows.length ? best : null;
}
