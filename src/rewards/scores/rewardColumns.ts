import type { Columns } from '../../pairs/containers/RowReader';

/** Which responses two columns of rewards belong to: the better and the worse by the label, or the first and the second of the row. */
export interface RewardColumnPair {
  columns: readonly [string, string];
  by: 'label' | 'place';
}

const sides: readonly [readonly [string, string], RewardColumnPair['by']][] = [
  [['chosen', 'rejected'], 'label'],
  [['a', 'b'], 'place'],
  [['A', 'B'], 'place'],
  [['1', '2'], 'place'],
  [['first', 'second'], 'place'],
];

/** In the order in which they are looked for: a file with rewards and with scores means its rewards. */
export const rewardColumnPairs: readonly RewardColumnPair[] = ['reward', 'score'].flatMap((what) =>
  sides.flatMap(([[one, other], by]): RewardColumnPair[] => [
    { columns: [`${what}_${one}`, `${what}_${other}`], by },
    { columns: [`${one}_${what}`, `${other}_${what}`], by },
  ]),
);

/** The first pair of columns that the rows have; null where they have none. */
export function findRewardColumns(rows: readonly Columns[]): RewardColumnPair | null {
  const has = (column: string) => rows.some((row) => Object.hasOwn(row, column));
  return rewardColumnPairs.find(({ columns }) => columns.every(has)) ?? null;
}
