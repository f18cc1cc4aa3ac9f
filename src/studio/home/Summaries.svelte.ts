import { accuracy } from '../../rewards/accuracy';
import type { RewardRow } from '../../rewards/RewardRow';
import { OpenDataSet } from '../OpenDataSet.svelte';
import type { Studio } from '../Studio.svelte';

/** What the list of data sets says of one. */
export interface Summary {
  gold: number;
  judged: number;
  disagreements: number;
  /** Responses of pairs that the model in use has scored or found too long. */
  scored: number;
}

/** Counts of the open data set. */
export function summaryOf(open: OpenDataSet): Summary {
  const [, , judged = 0, gold = 0] = open.verdictCounts();
  const { pairs, correct, ties } = accuracy(open.index, open.rewards);
  return { gold, judged, disagreements: pairs - correct - ties, scored: open.rewards.known };
}

/**
 * Counts of the data sets that are not open. They are derived anew for every visit, one data set after the other while the
 * browser has nothing else to do: a stored count could be out of date.
 */
export class Summaries {
  of = $state.raw<Record<string, Summary>>({});
  readonly #studio: Studio;
  #ended = false;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async count(): Promise<void> {
    const { models, store, open, dataSets } = this.#studio;
    const others = dataSets.filter(({ id }) => id !== open?.dataSet.id);
    if (others.length === 0) return;
    const rewards = models.rewardsKey ? await store.rewards(models.rewardsKey) : new Map<string, RewardRow>();
    for (const { id } of others) {
      await idle();
      if (this.#ended) return;
      const summary = await this.#count(id, rewards);
      if (summary) this.of = { ...this.of, [id]: summary };
    }
  }

  end(): void {
    this.#ended = true;
  }

  async #count(id: string, rewards: Map<string, RewardRow>): Promise<Summary | null> {
    const dataSet = this.#studio.dataSets.find((candidate) => candidate.id === id);
    if (!dataSet) return null;
    const columns = new OpenDataSet(dataSet, await this.#studio.store.pairIndex(id), this.#studio.fold);
    columns.addRewards(rewards.values());
    return summaryOf(columns);
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }));
}
