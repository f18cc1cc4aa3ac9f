import type { Columns } from '../../pairs/containers/RowReader';
import { FileError } from '../../pairs/containers/FileError';
import type { Head } from '../../pairs/readHead';
import { idRowsLayout } from './layouts/idRowsLayout';
import { preferenceLayout } from './layouts/preferenceLayout';
import { scoreFileLayout } from './layouts/scoreFileLayout';
import { rewardColumnPairs } from './rewardColumns';
import type { ScoresLayout } from './ScoresLayout';

/** How a file holds rewards, by its first rows. @throws FileError that names its columns, where it holds none */
export function detectLayout({ rows, format }: Pick<Head, 'rows' | 'format'>, file: string): ScoresLayout {
  const columns = rows.map((row) => row.columns);
  const layout = scoreFileLayout(columns, file) ?? preferenceLayout(columns, format, file) ?? idRowsLayout(columns);
  if (layout !== null) return layout;
  throw new FileError(`${file} holds no rewards that can be read. ${reasonOf(columns, format?.grouped !== undefined)}`);
}

function reasonOf(rows: readonly Columns[], isGrouped: boolean): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name));
  if (has('margin', 'reward_margin', 'score_margin', 'margins') && !has(...rewardColumnPairs.flatMap((p) => p.columns)))
    return (
      'It has only margins: a margin is the difference of two rewards, and rewards are kept by response, since one response ' +
      'may stand in many pairs. Write the reward of each response.'
    );
  if (isGrouped)
    return 'Its rows hold one response each: write them as a score file, with the content ids of the responses.';
  const listed = names.slice(0, 20).join(', ') + (names.length > 20 ? `, and ${names.length - 20} more` : '');
  return (
    `Its columns: ${listed}. Bring the output of "assay score", the preference data with columns like "chosen_reward" ` +
    'and "rejected_reward", or rows of {"id": ..., "rewards": [...]}.'
  );
}
