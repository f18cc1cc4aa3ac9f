import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import { readEntries, type ScoringEntry } from './ScoringEntry';

const queueSetting = 'scoring-queue';

/** What is to be scored, in order; the first that has not failed runs. Kept in this browser, so that a reload finds it. */
export class ScoringQueue {
  entries = $state.raw<ScoringEntry[]>([]);
  /** Why the queue could not be kept for the next visit; null while it can. */
  error = $state<string | null>(null);
  readonly #store: Store;
  #keeping: Promise<void> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes up what an earlier visit left, but for data sets that are gone. */
  async restore(dataSets: readonly string[]): Promise<void> {
    const kept = readEntries(await this.#store.setting(queueSetting));
    this.entries = kept.filter(({ dataSet }) => dataSets.includes(dataSet));
  }

  /** The entry that is to run next; null when none is left or all that are have failed. */
  get next(): ScoringEntry | null {
    return this.entries.find(({ error }) => error === null) ?? null;
  }

  has(id: string): boolean {
    return this.entries.some((entry) => entry.id === id);
  }

  /** Puts entries at the end; those that are there already keep their places, and are tried anew if they had failed. */
  add(entries: ScoringEntry[]): void {
    const again = new Map(entries.map((entry) => [entry.id, entry]));
    const fresh = entries.filter(({ id }) => !this.has(id));
    this.#change([...this.entries.map((entry) => again.get(entry.id) ?? entry), ...fresh]);
  }

  /** Puts an entry before all others. */
  addFirst(entry: ScoringEntry): void {
    this.#change([entry, ...this.entries.filter(({ id }) => id !== entry.id)]);
  }

  /** Moves an entry so many places towards the end, or towards the start where that is negative. */
  move(id: string, places: number): void {
    const from = this.entries.findIndex((entry) => entry.id === id);
    const to = from + places;
    if (from < 0 || to < 0 || to >= this.entries.length) return;
    const rest = this.entries.filter((entry) => entry.id !== id);
    this.#change([...rest.slice(0, to), ...this.entries.slice(from, from + 1), ...rest.slice(to)]);
  }

  remove(isLeaving: (entry: ScoringEntry) => boolean): void {
    this.#change(this.entries.filter((entry) => !isLeaving(entry)));
  }

  /** Marks an entry as failed: it stays in the list with its reason, and the ones after it run. */
  fail(id: string, error: string): void {
    this.#change(this.entries.map((entry) => (entry.id === id ? { ...entry, error } : entry)));
  }

  /** Resolves when the queue is stored as it is now. */
  kept(): Promise<void> {
    return this.#keeping;
  }

  #change(entries: ScoringEntry[]): void {
    this.entries = entries;
    this.#keeping = this.#keeping.then(() => this.#keep());
  }

  async #keep(): Promise<void> {
    try {
      await this.#store.putSetting(queueSetting, this.entries);
      this.error = null;
    } catch (error) {
      this.error = messageOf(error);
    }
  }
}
