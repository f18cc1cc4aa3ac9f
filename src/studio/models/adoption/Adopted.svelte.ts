import type { Store } from '../../../store/Store';
import type { Answered } from '../../../sync/Refusal';
import { messageOf } from '../../parts/format';
import type { Models } from '../Models.svelte';
import { readAdopted, type AdoptedModel } from './AdoptedModel';
import type { TeamVersion } from './tellTeam';

const adoptedSetting = 'adopted-models';
/** Further back than this nobody goes. */
const mostKept = 20;

/** What came of telling the server: it was not asked, is being asked, knows, has no ear for this person, or could not be told. */
export type Told =
  | { kind: 'not_asked' | 'asking' }
  | { kind: 'told'; of: TeamVersion }
  | { kind: 'no_curator' | 'failed'; of: TeamVersion; message: string };

export interface AdoptedHost {
  store: Pick<Store, 'setting' | 'putSetting'>;
  models: Pick<Models, 'active' | 'today' | 'use'>;
  /** Tells the server which version its team works with. */
  tell: (of: TeamVersion) => Promise<Answered<true>>;
  /** The version of a model that the team has adopted, as last heard; null: none. */
  teamVersion: (model: string) => number | null;
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
    return last && this.list.length > 1 && last.model.name === this.#host.models.active.name ? last : null;
  }

  /** What "back" goes to. */
  get previous(): AdoptedModel | null {
    return this.current ? (this.list.at(-2) ?? null) : null;
  }

  /** Makes a model the one in use. `before` is what it takes the place of. Resolves to whether that could be stored. */
  async adopt(next: AdoptedModel, before: AdoptedModel): Promise<boolean> {
    const known = this.list.at(-1);
    const kept = known?.model.name === before.model.name ? this.list : [...this.list, before];
    if (!(await this.#become(next, [...kept, next].slice(-mostKept)))) return false;
    if (next.server) await this.tell(next.server);
    return true;
  }

  /**
   * Goes back to the model before, and the team's tag to where it was, unless somebody has moved it since. Resolves to the model;
   * null where there is none or it could not be stored.
   */
  async back(): Promise<AdoptedModel | null> {
    const { previous, current } = this;
    if (!previous || !current || !(await this.#become(previous, this.list.slice(0, -1)))) return null;
    const { server, teamBefore } = current;
    if (server && this.#host.teamVersion(server.model) === server.version)
      await this.tell({ model: server.model, version: teamBefore });
    return previous;
  }

  /** Tells the server once more. */
  async tell(of: TeamVersion): Promise<void> {
    this.told = { kind: 'asking' };
    const answer = await this.#host.tell(of);
    if (answer.ok) {
      this.told = { kind: 'told', of };
      await this.#host.onTold();
      return;
    }
    const { kind, message } = answer.refusal;
    this.told = { kind: kind === 'sign_in' ? 'no_curator' : 'failed', of, message };
  }

  async #become(model: AdoptedModel, list: AdoptedModel[]): Promise<boolean> {
    this.error = null;
    this.told = { kind: 'not_asked' };
    try {
      const { models } = this.#host;
      await models.use(models.today(model.model));
      await this.#host.store.putSetting(adoptedSetting, list);
      this.list = list;
    } catch (error) {
      this.error = messageOf(error);
      return false;
    }
    return true;
  }
}
