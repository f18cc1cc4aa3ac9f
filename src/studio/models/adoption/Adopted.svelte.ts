import type { Store } from '../../../store/Store';
import type { Answered } from '../../../sync/Refusal';
import { messageOf } from '../../parts/format';
import { isSameModel } from '../Model';
import type { Models } from '../Models.svelte';
import { readAdopted, type AdoptedModel, type ServerVersion } from './AdoptedModel';

const adoptedSetting = 'adopted-models';
/** Further back than this nobody goes. */
const mostKept = 20;

/** What came of telling the server: it was not asked, is being asked, knows, has no ear for this person, or could not be told. */
export type Told =
  | { kind: 'not_asked' | 'asking' | 'told' }
  | { kind: 'no_curator' | 'failed'; version: ServerVersion; message: string };

export interface AdoptedHost {
  store: Pick<Store, 'setting' | 'putSetting'>;
  models: Pick<Models, 'active' | 'use'>;
  /** Tells the server which version its team works with. */
  tell: (version: ServerVersion) => Promise<Answered<true>>;
  /** Called when the server was told. */
  onTold: () => Promise<void>;
}

/** The models that this browser has adopted, one after the other, and the way back. */
export class Adopted {
  /** The oldest first; the last one is adopted now. */
  list = $state.raw<AdoptedModel[]>([]);
  told = $state.raw<Told>({ kind: 'not_asked' });
  error = $state<string | null>(null);
  readonly #host: AdoptedHost;

  constructor(host: AdoptedHost) {
    this.#host = host;
  }

  async restore(): Promise<void> {
    this.list = readAdopted(await this.#host.store.setting<unknown>(adoptedSetting));
  }

  /** The model that was adopted last, where it is still the one in use. */
  get current(): AdoptedModel | null {
    const last = this.list.at(-1) ?? null;
    return last && this.list.length > 1 && isSameModel(last.model, this.#host.models.active) ? last : null;
  }

  /** What "back" goes to. */
  get previous(): AdoptedModel | null {
    return this.current ? (this.list.at(-2) ?? null) : null;
  }

  /** Makes a model the one in use. `before` is what it takes the place of. Resolves to whether that could be stored. */
  async adopt(next: AdoptedModel, before: AdoptedModel): Promise<boolean> {
    const known = this.list.at(-1);
    const kept = known && isSameModel(known.model, before.model) ? this.list : [...this.list, before];
    return this.#become(next, [...kept, next].slice(-mostKept));
  }

  /** Goes back to the model before. Resolves to it; null where there is none or it could not be stored. */
  async back(): Promise<AdoptedModel | null> {
    const { previous } = this;
    return previous && (await this.#become(previous, this.list.slice(0, -1))) ? previous : null;
  }

  /** Tells the server once more. */
  async tell(version: ServerVersion): Promise<void> {
    this.told = { kind: 'asking' };
    const answer = await this.#host.tell(version);
    if (answer.ok) {
      this.told = { kind: 'told' };
      await this.#host.onTold();
      return;
    }
    const { kind, message } = answer.refusal;
    this.told = { kind: kind === 'sign_in' ? 'no_curator' : 'failed', version, message };
  }

  async #become(model: AdoptedModel, list: AdoptedModel[]): Promise<boolean> {
    this.error = null;
    this.told = { kind: 'not_asked' };
    try {
      await this.#host.models.use(model.model);
      await this.#host.store.putSetting(adoptedSetting, list);
      this.list = list;
    } catch (error) {
      this.error = messageOf(error);
      return false;
    }
    if (model.server) await this.tell(model.server);
    return true;
  }
}
