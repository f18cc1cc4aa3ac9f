import type { SearchProgress } from '../../pairs/view/searchTexts';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import { messageOf } from '../parts/format';

/** A search through the texts of a data set. The worker ends the older of two searches, and keeps which rows it has found. */
export class PairSearch {
  running = $state(false);
  error = $state<string | null>(null);
  /** How far the search is that runs or ran last; null while nothing is searched. */
  progress = $state.raw<SearchProgress | null>(null);
  readonly #open: OpenDataSet;
  #turn = 0;

  constructor(open: OpenDataSet) {
    this.#open = open;
  }

  /** Looks for a text in all pairs. Never rejects. An empty text ends the search. */
  async run(text: string, words: boolean): Promise<void> {
    if (text === '') return this.end();
    const turn = ++this.#turn;
    const { view, dataSet, index } = this.#open;
    this.error = null;
    this.running = true;
    this.progress = { found: 0, done: 0, total: index.length };
    try {
      await view.search(dataSet.id, text, words, (progress) => {
        if (turn === this.#turn) this.progress = progress;
      });
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn === this.#turn) this.running = false;
  }

  /** Ends the running search where it is: what was found stays. */
  stop(): void {
    this.#turn++;
    this.running = false;
    void this.#open.view.stopSearch(this.#open.dataSet.id).catch(() => undefined);
  }

  /** Ends the running search and forgets what was found. */
  end(): void {
    if (this.progress === null) return;
    this.#turn++;
    this.running = false;
    this.error = this.progress = null;
    void this.#open.view.endSearch(this.#open.dataSet.id).catch(() => undefined);
  }
}
