import type { RegistryModel, RegistryVersion } from '../../../hub/registry/RegistryModel';
import type { Store } from '../../../store/Store';
import { messageOf } from '../../parts/format';

/** The versions that this browser has shown, by model: the highest of each. */
type Seen = Record<string, number>;

const seenSetting = 'server-models-seen';
const lookEveryMs = 60_000;

/** The models of the server's registry. On a server without one it says nothing, and asks no more. */
export class ServerModels {
  models = $state.raw<RegistryModel[]>([]);
  /** Why it could not be asked the last time; null where it answered. */
  error = $state<string | null>(null);
  /** The versions that came since the room was last looked at. */
  news = $state.raw<RegistryVersion[]>([]);
  /** Called with those that have just come. */
  onNews: (versions: RegistryVersion[]) => void = () => undefined;
  readonly #store: Store;
  readonly #ask: () => Promise<RegistryModel[] | null>;
  #isAbsent = false;
  #seen: Seen | null = null;

  /** @param ask null: no registry answers there */
  constructor(store: Store, ask: () => Promise<RegistryModel[] | null>) {
    this.#store = store;
    this.#ask = ask;
  }

  /** Looks now, every minute while the page is visible, and when it becomes so again. Returns what ends that. */
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.look();
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async look(): Promise<void> {
    if (this.#isAbsent) return;
    try {
      const models = await this.#ask();
      this.#isAbsent = models === null;
      this.error = null;
      if (models) await this.#take(models);
    } catch (error) {
      this.error = messageOf(error);
    }
  }

  /** The person has seen what there is. */
  async see(): Promise<void> {
    if (this.news.length === 0) return;
    this.news = [];
    await this.#keep(this.models);
  }

  isNew({ model, version }: RegistryVersion): boolean {
    return this.news.some((one) => one.model === model && one.version === version);
  }

  async #take(models: RegistryModel[]): Promise<void> {
    this.#seen ??= await this.#store.setting<Seen>(seenSetting);
    this.models = models;
    // Of a server that is met for the first time everything is there already, and nothing is news.
    if (this.#seen === null) return this.#keep(models);
    const seen = this.#seen;
    const news = models.flatMap(({ name, versions }) => versions.filter(({ version }) => version > (seen[name] ?? 0)));
    const came = news.filter((version) => !this.isNew(version));
    this.news = news;
    if (came.length > 0) this.onNews(came);
  }

  async #keep(models: readonly RegistryModel[]): Promise<void> {
    const newest = models.map(({ name, versions }) => [name, versions[0]?.version ?? 0] as const);
    this.#seen = { ...this.#seen, ...Object.fromEntries(newest) };
    // What cannot be stored is news once more in the next visit.
    await this.#store.putSetting(seenSetting, this.#seen).catch(() => undefined);
  }
}
