import type { Remote } from 'comlink';
import type { HubConfig, HubContract, HubDataSet, HubSplit } from '../../pairs/sources/HubDataSet';
import { readDataSetAddress } from '../../pairs/sources/hubAddresses';
import type { RemoteFile } from '../../pairs/RemoteFile';
import type { Store } from '../../store/Store';
import { defaultHub, readHubAddress } from '../models/origins';
import { messageOf } from '../parts/format';
import type { FilesToTake } from './FilesToTake';

/** The hub that checkpoints come from as well: one setting. */
const hubSetting = 'hub-address';

/** Of a config: all of its splits. */
export const allSplits = '';

/** The worker that may reach hubs. */
export interface HubWorker {
  call<Result>(verb: (remote: Remote<HubContract>) => Promise<Result>): Promise<Result>;
}

/** A data set of a hub: which one, what there is of it, and what of that is taken. The token stays in this object and is never stored. */
export class HubSource {
  /** "owner/name", or the address of its page. */
  text = $state('');
  revision = $state('');
  token = $state('');
  hub = $state(defaultHub);
  state = $state<'form' | 'looking' | 'found'>('form');
  error = $state<string | null>(null);
  found = $state.raw<HubDataSet | null>(null);
  /** The place of the chosen config in `found.configs`. */
  config = $state(0);
  split = $state(allSplits);
  readonly #store: Store;
  readonly #worker: HubWorker;
  readonly #take: (take: FilesToTake) => Promise<void>;
  #restored = false;
  #turn = 0;

  constructor(store: Store, worker: HubWorker, take: (take: FilesToTake) => Promise<void>) {
    this.#store = store;
    this.#worker = worker;
    this.#take = take;
  }

  get chosenConfig(): HubConfig | null {
    return this.found?.configs[this.config] ?? null;
  }

  get chosenSplits(): HubSplit[] {
    const splits = this.chosenConfig?.splits ?? [];
    return this.split === allSplits ? splits : splits.filter(({ name }) => name === this.split);
  }

  get bytes(): number {
    return this.chosenSplits.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Takes up the hub's address of an earlier visit. */
  async restore(): Promise<void> {
    if (this.#restored) return;
    this.#restored = true;
    const before = this.hub;
    const kept = await this.#store.setting<string>(hubSetting);
    if (kept !== null && this.hub === before) this.hub = kept;
  }

  /** Asks the hub what it has under this name. A failure stands in `error`. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    this.state = 'looking';
    this.error = this.found = null;
    try {
      const asked = readDataSetAddress(this.text);
      this.#useHub(readHubAddress(asked.base ?? this.hub));
      if (asked.revision !== null) this.revision = asked.revision;
      const revision = this.revision.trim() || 'main';
      const question = { base: this.hub, repository: asked.repository, revision, token: this.token.trim() || null };
      const found = await this.#worker.call((remote) => remote.findDataSet(question));
      if (turn !== this.#turn) return;
      this.#offer(found, asked);
      // What was found counts even where the address cannot be kept.
      await this.#store.putSetting(hubSetting, this.hub).catch(() => undefined);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** Another config has other splits. */
  chooseConfig(place: number): void {
    this.config = place;
    this.split = firstSplit(this.chosenConfig);
  }

  /** Waits no longer for an answer. */
  back(): void {
    this.#turn++;
    this.state = 'form';
    this.found = this.error = null;
  }

  /** Hands the chosen splits on, as files that are read where they lie. */
  async take(): Promise<void> {
    const { found, chosenConfig } = this;
    if (!found || !chosenConfig) return;
    const files = this.chosenSplits.flatMap((split) => split.files);
    const token = this.token.trim() || null;
    await this.#take({
      name: nameOf(found, chosenConfig, this.split),
      files: files.map(({ path, address, bytes }) => ({ name: path, file: remote(address, bytes, token) })),
      leftOut: [],
      alike: true,
      attribution: `${found.repository} at ${found.commit.slice(0, 7)}, ${found.licence ?? 'no licence stated'}, ${found.page}`,
      notice: null,
    });
  }

  #offer(found: HubDataSet, asked: { config: string | null; split: string | null }): void {
    this.found = found;
    this.state = 'found';
    this.chooseConfig(
      Math.max(
        0,
        found.configs.findIndex(({ name }) => name === asked.config),
      ),
    );
    if (this.chosenConfig?.splits.some(({ name }) => name === asked.split)) this.split = asked.split ?? allSplits;
  }

  /** A token is for the hub beside which it was typed: the address of a page on another one must not carry it off. */
  #useHub(hub: string): void {
    const before = this.hub.trim().replace(/\/+$/, '');
    this.hub = hub;
    if (hub === before || this.token.trim() === '') return;
    this.token = '';
    throw new TypeError(
      `The token was given for ${before} and is not sent to ${hub}. Look again to ask there without it, or give one for ${hub}.`,
    );
  }

  #fail(error: unknown): void {
    this.state = 'form';
    this.error = messageOf(error);
  }
}

function remote(address: string, size: number, token: string | null): RemoteFile {
  return { kind: 'remote', address, size, token };
}

/** Splits stay apart unless a person says otherwise: what a model is tested on is no training data. */
function firstSplit(config: HubConfig | null): string {
  return config?.splits[0]?.name ?? allSplits;
}

function nameOf({ repository, configs }: HubDataSet, { name, splits }: HubConfig, split: string): string {
  const config = configs.length > 1 ? [name] : [];
  const part = split === allSplits || splits.length === 1 ? [] : [split];
  const words = [...config, ...part].join(', ');
  return words === '' ? repository : `${repository} (${words})`;
}
