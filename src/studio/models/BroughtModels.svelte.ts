import type { Store } from '../../store/Store';

/** Rewards that somebody else's model gave and a file brought: a model that is known by its rewards only. */
export interface BroughtModel {
  /** The key of its rewards in the store, made of the rewards themselves: the same file brought twice is one model. */
  key: string;
  title: string;
  /** The name of the file. */
  file: string;
  /** Of the file's bytes, hex. */
  sha256: string;
  /** How many responses have a reward. */
  responses: number;
}

const settingName = 'brought-models';

/** The models that files brought into this browser, in the order in which they came. Each verb rejects where it could not be stored. */
export class BroughtModels {
  list = $state.raw<BroughtModel[]>([]);
  readonly #store: Pick<Store, 'setting' | 'putSetting'>;

  constructor(store: Pick<Store, 'setting' | 'putSetting'>) {
    this.#store = store;
  }

  async restore(): Promise<void> {
    this.list = await this.#read();
  }

  /** Takes a model in whose rewards are stored. One of the same key stays where it is, with the new title. */
  async add(model: BroughtModel): Promise<void> {
    await this.#change((models) =>
      models.some(({ key }) => key === model.key)
        ? models.map((other) => (other.key === model.key ? model : other))
        : [...models, model],
    );
  }

  async rename(key: string, title: string): Promise<void> {
    await this.#change((models) => models.map((model) => (model.key === key ? { ...model, title } : model)));
  }

  /** Takes a model out of the list; its rewards are the caller's to remove. */
  async remove(key: string): Promise<void> {
    await this.#change((models) => models.filter((model) => model.key !== key));
  }

  /** Other tabs bring models too: each change is made to what is stored now. */
  async #change(change: (models: BroughtModel[]) => BroughtModel[]): Promise<void> {
    this.list = await navigator.locks.request('assay-brought-models', async () => {
      const models = change(await this.#read());
      await this.#store.putSetting(settingName, models);
      return models;
    });
  }

  async #read(): Promise<BroughtModel[]> {
    const kept = await this.#store.setting<unknown>(settingName);
    return Array.isArray(kept) ? kept.filter(isBroughtModel) : [];
  }
}

function isBroughtModel(value: unknown): value is BroughtModel {
  const model = value as Partial<BroughtModel> | null;
  const texts = [model?.key, model?.title, model?.file, model?.sha256];
  return texts.every((text) => typeof text === 'string') && typeof model?.responses === 'number';
}
