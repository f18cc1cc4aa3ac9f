import { untrack } from 'svelte';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { PairQuery } from './PairQuery';
import { dependsOn, selectRows } from './selectRows';

/**
 * The rows on show. Nobody's place in the list moves by itself: rewards and verdicts that arrive change the values of rows,
 * and their order only when the person asks (`refresh`) or changes the query.
 */
export class PairList {
  rows = $state.raw<Uint32Array>(new Uint32Array());
  #open: OpenDataSet | null = null;
  #query: PairQuery | null = null;
  #found: Uint8Array | null = null;
  #seen = $state.raw({ rewards: 0, verdicts: 0 });

  /** Whether filter or order would come out otherwise now. */
  get stale(): boolean {
    const [open, query] = [this.#open, this.#query];
    if (!open || !query) return false;
    const depends = dependsOn(query);
    return (
      (depends.rewards && open.rewardsVersion !== this.#seen.rewards) ||
      (depends.verdicts && open.verdictsVersion !== this.#seen.verdicts)
    );
  }

  show(open: OpenDataSet, query: PairQuery, found: Uint8Array | null): void {
    this.#open = open;
    this.#query = query;
    this.#found = found;
    untrack(() => this.refresh());
  }

  refresh(): void {
    if (!this.#open || !this.#query) return;
    this.rows = selectRows(this.#open, this.#query, this.#found);
    this.#seen = { rewards: this.#open.rewardsVersion, verdicts: this.#open.verdictsVersion };
  }
}
