import type { Accuracy } from '../../rewards/accuracy';
import type { PairCounts } from '../../pairs/view/countPairs';
import { dependsOn } from '../../pairs/view/dependsOn';
import type { PairQuery } from '../../pairs/view/PairQuery';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';

/**
 * The rows on show, and the counts beside them. Nobody's place in the list moves by itself: rewards and verdicts that arrive
 * change the values of rows, and their order only when the person asks (`refresh`) or changes the query.
 */
export class PairList {
  rows = $state.raw<Uint32Array>(new Uint32Array());
  counts = $state.raw<PairCounts | null>(null);
  accuracy = $state.raw<Accuracy | null>(null);
  error = $state<string | null>(null);
  /** The query whose rows are on show; null before the first. */
  shown = $state.raw<PairQuery | null>(null);
  readonly #open: OpenDataSet;
  #query: PairQuery | null = null;
  #seen = $state.raw({ rewards: 0, verdicts: 0 });

  constructor(open: OpenDataSet) {
    this.#open = open;
  }

  /** Whether filter or order would come out otherwise now. */
  get stale(): boolean {
    if (!this.shown) return false;
    const depends = dependsOn(this.shown);
    return (
      (depends.rewards && this.#open.rewardsVersion !== this.#seen.rewards) ||
      (depends.verdicts && this.#open.verdictsVersion !== this.#seen.verdicts)
    );
  }

  async show(query: PairQuery): Promise<void> {
    this.#query = query;
    await this.refresh();
  }

  /** Selects anew. The rows before stay on show until the new ones are there. Never rejects. */
  async refresh(): Promise<void> {
    const [open, query] = [this.#open, this.#query];
    if (!query) return;
    const seen = { rewards: open.rewardsVersion, verdicts: open.verdictsVersion };
    await this.#attempt(async () => {
      const rows = await open.view.select(open.dataSet.id, query);
      if (rows === null || query !== this.#query) return;
      this.rows = rows;
      this.shown = query;
      this.#seen = seen;
    });
  }

  /** Counts anew what filters and facets show beside the query. Never rejects. */
  async count(query: PairQuery): Promise<void> {
    const { view, dataSet } = this.#open;
    await this.#attempt(async () => (this.counts = (await view.count(dataSet.id, query)) ?? this.counts));
  }

  /** Looks anew how often the model agrees with the labels. Never rejects. */
  async judge(): Promise<void> {
    const { view, dataSet } = this.#open;
    await this.#attempt(async () => (this.accuracy = (await view.accuracy(dataSet.id)) ?? this.accuracy));
  }

  async #attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.error = null;
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}
