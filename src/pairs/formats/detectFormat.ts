import type { Columns } from '../containers/RowReader';
import type { Format } from './Format';
import { hhRlhf } from './hhRlhf';
import { judgeBench } from './judgeBench';
import { llmBar } from './llmBar';
import { mtBench } from './mtBench';
import { pandaLm } from './pandaLm';
import { rewardBench } from './rewardBench';
import { rewardBench2 } from './rewardBench2';
import { rmBench } from './rmBench';
import { skywork } from './skywork';
import { trlExplicitChat } from './trlExplicitChat';
import { trlExplicitPlain } from './trlExplicitPlain';
import { trlImplicitChat } from './trlImplicitChat';
import { trlMixed } from './trlMixed';

/** Most specific first: where two match a row, the earlier one asks for more. */
export const formats: readonly Format[] = [
  mtBench,
  pandaLm,
  judgeBench,
  llmBar,
  rmBench,
  rewardBench2,
  rewardBench,
  skywork,
  hhRlhf,
  trlMixed,
  trlExplicitChat,
  trlExplicitPlain,
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
