import type { Columns } from '../../pairs/containers/RowReader';
import { ContentIds } from '../../pairs/contentId';
import type { Benchmark } from '../Benchmark';
import { BenchmarkError } from '../BenchmarkError';
import type { BenchmarkItem } from '../BenchmarkItem';
import type { GivenReward } from '../GivenReward';
import { RowFields } from '../RowFields';
import { readRewards, rewardsLayout } from './readRewards';

/** Rewards that were made elsewhere, as a model: taken in row by row, asked for by item. */
export class RewardsTable {
  private readonly byItem = new Map<string, { rewards: GivenReward[]; place: string }>();
  private readonly byResponse = new Map<string, GivenReward>();

  constructor(private readonly benchmark: Benchmark) {}

  /** How many rows or responses have rewards here. */
  get size(): number {
    return this.byItem.size + this.byResponse.size;
  }

  /**
   * Takes a row in.
   *
   * @throws BenchmarkError where a field is wrong, or an item has rewards already
   */
  add(file: string, line: number, columns: Columns): void {
    const given = readRewards(this.benchmark, new RowFields(file, line, columns, rewardsLayout));
    if (given === null) return;
    if (given.kind === 'item') this.addItem(given.id, given.rewards, `${file}, row ${line}`);
    else given.ids.forEach((id, at) => this.addResponse(id, given.rewards[at] ?? null));
  }

  /** In the order of the item's responses; undefined where there are none. */
  rewardsOf(item: BenchmarkItem): readonly GivenReward[] | undefined {
    const known = this.byItem.get(item.id);
    if (known !== undefined || this.byResponse.size === 0) return known?.rewards;
    const rewards = responseIds(item).map((id) => this.byResponse.get(id));
    return rewards.every((reward) => reward === undefined) ? undefined : rewards.map((reward) => reward ?? null);
  }

  /** Ids that rewards were given for and that no item has. */
  unknownIds(items: readonly BenchmarkItem[]): string[] {
    const known = new Set(items.map(({ id }) => id));
    return [...this.byItem.keys()].filter((id) => !known.has(id));
  }

  private addItem(id: string, rewards: GivenReward[], place: string): void {
    const other = this.byItem.get(id);
    if (other !== undefined)
      throw new BenchmarkError(
        `${place}: item "${id}" has rewards from ${other.place} already. Leave one of the two out.`,
      );
    this.byItem.set(id, { rewards, place });
  }

  /** One response may stand in several rows; where one of them has no reward, that of another counts. */
  private addResponse(id: string, reward: GivenReward): void {
    if ((this.byResponse.get(id) ?? null) === null) this.byResponse.set(id, reward);
  }
}

/** Content ids of an item's responses, in their order. */
export function responseIds({ prompt, responses }: BenchmarkItem): string[] {
  const ids = new ContentIds(prompt);
  return responses.map((content) => ids.response([{ role: 'assistant', content }]));
}
