import { IdPlaces } from '../pairs/columns/IdPlaces';
import type { DataSet } from '../pairs/DataSet';
import { idAt } from '../pairs/idBytes';
import type { PairIndex } from '../pairs/PairIndex';
import { takenRewards } from '../pairs/view/DataSetView';
import type { PairColumns } from '../pairs/view/PairColumns';
import type { ColumnChanges, ViewColumns, ViewContract } from '../pairs/view/ViewContract';
import type { RewardColumns } from '../rewards/RewardColumns';
import type { RewardRow } from '../rewards/RewardRow';
import type { Label } from '../verdicts/Label';
import type { LabelFold } from '../verdicts/LabelFold';
import { verdictState } from '../verdicts/verdictState';
import { inSlices } from './inSlices';
import { Previews } from './pairs/Previews.svelte';

/**
 * The data set that the studio has open: its index, the rewards of the model in use and the state of its verdicts, by row.
 * The page reads single rows and writes small changes; whatever touches all rows is asked of the view worker, which has the
 * same columns. They are typed arrays changed in place; `rewardsVersion` and `verdictsVersion` say when they did.
 */
export class OpenDataSet implements PairColumns {
  readonly dataSet: DataSet;
  readonly index: PairIndex;
  readonly verdicts: Uint8Array;
  readonly view: ViewContract;
  readonly previews: Previews;
  rewards = $state.raw() as RewardColumns;
  rewardsVersion = $state(0);
  verdictsVersion = $state(0);
  /** Pairs of this data set that got new events since the report was read last; it takes them out. */
  readonly changedPairs = new Set<string>();
  readonly #columns: ViewColumns;
  readonly #fold: LabelFold;
  readonly #pairs: IdPlaces;
  readonly #verdictCounts: [number, number, number, number];
  /** Rewards that came while others were being read. */
  #meanwhile: RewardRow[] | null = null;
  #reading = 0;

  constructor(dataSet: DataSet, columns: ViewColumns, view: ViewContract, fold: LabelFold) {
    this.dataSet = dataSet;
    this.index = columns.index;
    this.verdicts = columns.verdicts;
    this.view = view;
    this.rewards = takenRewards(columns, columns.rewards);
    this.previews = new Previews((rows) => view.previews(dataSet.id, rows));
    this.#columns = columns;
    this.#fold = fold;
    this.#pairs = new IdPlaces([columns.index.pairIds], columns.pairs);
    this.#verdictCounts = [this.index.length, 0, 0, 0];
  }

  pairId(row: number): string {
    return idAt(this.index.pairIds, row);
  }

  /** The row of a pair, or null when this data set does not hold it. */
  rowOf(pair: string): number | null {
    return this.#pairs.first(pair);
  }

  labelOf(row: number): Label | null {
    return this.#fold.own(this.pairId(row));
  }

  /** Brings in the labels that the fold has already: once, before the data set is shown. */
  async takeLabels(): Promise<void> {
    await inSlices(this.#fold.labels().keys(), (pairs) => this.refreshVerdicts(pairs));
  }

  /** Takes the rewards of another model, or of none, in place of those that are shown. Does nothing once a newer call has come. */
  async readRewards(rewardsKey: string | null): Promise<void> {
    const reading = ++this.#reading;
    const meanwhile: RewardRow[] = (this.#meanwhile = []);
    try {
      const data = await this.view.rewards(this.dataSet.id, rewardsKey);
      if (reading !== this.#reading) return;
      this.rewards = takenRewards(this.#columns, data);
      this.#meanwhile = null;
      this.addRewards(meanwhile);
    } finally {
      if (reading === this.#reading) this.#meanwhile = null;
    }
  }

  clearRewards(): void {
    this.rewards.clear();
    this.rewardsVersion++;
  }

  /** Takes rewards of the model in use that were given now. */
  addRewards(rows: RewardRow[]): void {
    this.rewards.add(rows);
    this.#meanwhile?.push(...rows);
    this.#tell({ rewards: rows });
    this.rewardsVersion++;
  }

  /** Brings the verdict column up to date after the fold has taken new events of these pairs. */
  refreshVerdicts(pairs: Iterable<string>): void {
    const verdicts: { row: number; state: number }[] = [];
    for (const pair of pairs) {
      const [row, state] = [this.rowOf(pair), verdictState(this.#fold.own(pair))];
      if (row === null) continue;
      verdicts.push({ row, state });
      this.changedPairs.add(pair);
      this.#setVerdict(row, state);
    }
    this.#tell({ verdicts });
    this.verdictsVersion++;
  }

  /** How many pairs stand at each of `verdictStates`. */
  verdictCounts(): number[] {
    void this.verdictsVersion;
    return [...this.#verdictCounts];
  }

  #setVerdict(row: number, state: 0 | 1 | 2 | 3): void {
    const before = (this.verdicts[row] ?? 0) as 0 | 1 | 2 | 3;
    this.#verdictCounts[before]--;
    this.#verdictCounts[state]++;
    this.verdicts[row] = state;
  }

  /** Without shared memory the worker has columns of its own. A worker that is gone tells whoever asks it something. */
  #tell(changes: ColumnChanges): void {
    if (!this.#columns.isShared) this.view.take(this.dataSet.id, changes).catch(() => undefined);
  }
}
