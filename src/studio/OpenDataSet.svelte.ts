import type { DataSet } from '../pairs/DataSet';
import { idAt } from '../pairs/idBytes';
import { labelCodes, type PairIndex } from '../pairs/PairIndex';
import { RewardColumns } from '../rewards/RewardColumns';
import type { RewardRow } from '../rewards/RewardRow';
import type { Label } from '../verdicts/Label';
import { verdictState } from '../verdicts/verdictState';
import type { LabelFold } from '../verdicts/LabelFold';

/**
 * The data set that the studio has open: its index, the rewards of the model in use and the state of its verdicts, by row.
 * The columns are typed arrays changed in place; `rewardsVersion` and `verdictsVersion` say when they did.
 */
export class OpenDataSet {
  readonly dataSet: DataSet;
  readonly index: PairIndex;
  readonly rewards: RewardColumns;
  readonly verdicts: Uint8Array;
  rewardsVersion = $state(0);
  verdictsVersion = $state(0);
  readonly #fold: LabelFold;
  readonly #rowOfPair = new Map<string, number>();

  constructor(dataSet: DataSet, index: PairIndex, fold: LabelFold) {
    this.dataSet = dataSet;
    this.index = index;
    this.#fold = fold;
    this.rewards = new RewardColumns(index);
    this.verdicts = new Uint8Array(index.length);
    for (let row = 0; row < index.length; row++) this.#rowOfPair.set(idAt(index.pairIds, row), row);
    for (const [pair, label] of fold.labels()) this.#setVerdict(pair, label);
  }

  pairId(row: number): string {
    return idAt(this.index.pairIds, row);
  }

  /** The row of a pair, or null when this data set does not hold it. */
  rowOf(pair: string): number | null {
    return this.#rowOfPair.get(pair) ?? null;
  }

  /** Ids of the labelled pairs of the first items. */
  labelledPairsOf(items: number): string[] {
    const pairs: string[] = [];
    for (let row = 0; row < this.index.length && (this.index.itemRows[row] ?? 0) < items; row++) {
      if (this.index.labels[row] !== labelCodes.none) pairs.push(this.pairId(row));
    }
    return pairs;
  }

  labelOf(row: number): Label | null {
    return this.#fold.label(this.pairId(row));
  }

  /** Forgets the rewards of one model and takes those of another. */
  takeRewards(rewards: Map<string, RewardRow>): void {
    this.rewards.clear();
    this.addRewards(rewards.values());
  }

  addRewards(rows: Iterable<RewardRow>): void {
    this.rewards.add(rows);
    this.rewardsVersion++;
  }

  /** Brings the verdict column up to date after the fold has taken new events of these pairs. */
  refreshVerdicts(pairs: Iterable<string>): void {
    for (const pair of pairs) this.#setVerdict(pair, this.#fold.label(pair));
    this.verdictsVersion++;
  }

  /** How many pairs stand at each of `verdictStates`. */
  verdictCounts(): number[] {
    void this.verdictsVersion;
    const counts = [0, 0, 0, 0];
    for (const code of this.verdicts) counts[code] = (counts[code] ?? 0) + 1;
    return counts;
  }

  #setVerdict(pair: string, label: Label | null): void {
    const row = this.#rowOfPair.get(pair);
    if (row !== undefined) this.verdicts[row] = verdictState(label);
  }
}
