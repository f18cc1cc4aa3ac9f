import type { Summary } from '../../pairs/view/ViewContract';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';
import { verdictColumns } from './verdictColumns';

/**
 * Counts of data sets, for their list. They are derived anew for every visit, one data set after the other in the view
 * worker: a stored count could be out of date.
 */
export class Summaries {
  of = $state.raw<Record<string, Summary>>({});
  readonly #studio: Studio;
  #ended = false;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Counts the data sets that are not open. */
  async count(): Promise<void> {
    const { models, view, fold, open, dataSets } = this.#studio;
    const others = dataSets.filter(({ id }) => id !== open?.dataSet.id);
    if (others.length === 0) return;
    const verdicts = await verdictColumns(new Map(fold.ownLabels()));
    for (const { id } of others) {
      if (this.#ended) return;
      this.#put(id, await view.summary(id, models.rewardsKey, verdicts));
    }
  }

  /** Counts the open data set, whose columns the worker has already. */
  async countOpen(open: OpenDataSet): Promise<void> {
    const [, , judged = 0, gold = 0] = open.verdictCounts();
    const accuracy = await open.view.accuracy(open.dataSet.id);
    if (accuracy === null || this.#ended) return;
    const { pairs, correct, ties } = accuracy;
    this.#put(open.dataSet.id, { gold, judged, disagreements: pairs - correct - ties, scored: open.rewards.known });
  }

  end(): void {
    this.#ended = true;
  }

  #put(id: string, summary: Summary): void {
    this.of = { ...this.of, [id]: summary };
  }
}
