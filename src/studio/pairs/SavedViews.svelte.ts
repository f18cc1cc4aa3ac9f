import type { PairQuery } from '../../pairs/view/PairQuery';
import type { Store } from '../../store/Store';
import { readPairQuery, writePairQuery } from './pairAddress';

/** A view of the table of pairs that a person has given a name. It holds for every data set. */
export interface SavedView {
  id: string;
  name: string;
  /** The query as it stands in the address. */
  query: string;
}

const settingName = 'saved-views';

/** The named views of this browser, in the order in which they were saved. Each verb rejects where it could not be stored. */
export class SavedViews {
  list = $state.raw<SavedView[]>([]);
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;

  constructor(store: Pick<Store, 'setting' | 'putSetting'>) {
    this.#store = store;
  }

  async restore(): Promise<void> {
    this.list = await this.#read();
  }

  /** Saves a view. One of the same name is replaced, because a name stands for one view. */
  async save(name: string, query: PairQuery): Promise<void> {
    const view = { id: crypto.randomUUID(), name: name.trim(), query: writePairQuery(query) };
    await this.#change((views) => [...views.filter((other) => other.name !== view.name), view]);
  }

  async rename(id: string, name: string): Promise<void> {
    const renamed = name.trim();
    await this.#change((views) =>
      views
        .filter((view) => view.id === id || view.name !== renamed)
        .map((view) => (view.id === id ? { ...view, name: renamed } : view)),
    );
  }

  async remove(id: string): Promise<void> {
    await this.#change((views) => views.filter((view) => view.id !== id));
  }

  /** The view that shows this query, if one does. */
  of(query: PairQuery): SavedView | null {
    const address = writePairQuery(query);
    return this.list.find((view) => view.query === address) ?? null;
  }

  queryOf(view: SavedView): PairQuery {
    return readPairQuery(new URLSearchParams(view.query));
  }

  /** Other tabs save views too: each change is made to what is stored now. */
  async #change(change: (views: SavedView[]) => SavedView[]): Promise<void> {
    this.list = await navigator.locks.request('assay-saved-views', async () => {
      const views = change(await this.#read());
      await this.#store.putSetting(settingName, views);
      return views;
    });
  }

  async #read(): Promise<SavedView[]> {
    const kept = await this.#store.setting<unknown>(settingName);
    return Array.isArray(kept) ? kept.filter(isSavedView) : [];
  }
}

function isSavedView(value: unknown): value is SavedView {
  const view = value as Partial<SavedView> | null;
  return typeof view?.id === 'string' && typeof view.name === 'string' && typeof view.query === 'string';
}
