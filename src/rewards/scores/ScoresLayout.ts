import type { GivenReward } from '../../benchmarks/GivenReward';
import type { Columns } from '../../pairs/containers/RowReader';
import type { Json } from '../../pairs/Json';

/** What a row of a file of rewards gives. */
export type RewardsOfRow =
  /** Of responses by their content ids. */
  | { kind: 'responses'; ids: string[]; rewards: GivenReward[]; tokens: number[] }
  /** Of a row of the data set, by an id that stands there: in the order of its responses, or by the columns that hold them. */
  | { kind: 'row'; id: string; rewards: GivenReward[] | { [column: string]: GivenReward } }
  /** Nothing: the row says itself that it has none. */
  | { kind: 'none' };

/** One way in which files hold rewards. */
export interface ScoresLayout {
  /** For people: what was read as what. */
  title: string;
  /** @throws RowError with the reason, where the row does not hold what the layout promises */
  read(columns: Columns, line: number): RewardsOfRow;
  /** What every row says of the model; null where the layout has no such column. */
  checkpointOf(columns: Columns): Json | null;
}
