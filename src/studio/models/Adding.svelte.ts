import type { Precision } from '../../engine/contract';
import type {
  CheckpointOffer,
  CheckpointOrigin,
  StoredCheckpoint,
  TransferProgress,
  UnfinishedCheckpoint,
} from '../../engine/checkpoint/checkpointsContract';
import type { RegistryVersion } from '../../hub/registry/RegistryModel';
import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import { defaultPrecision } from './ModelChoice';
import type { Models } from './Models.svelte';
import type { ChosenFolder } from './folderFiles';
import { defaultHub, originOf, readFolderAddress, readHubAddress, readRepository } from './origins';

export const addingKinds = ['hub', 'folder', 'url'] as const;
/** A model of this server is chosen from its list. */
export type AddingKind = (typeof addingKinds)[number] | 'registry';

const hubSetting = 'hub-address';

/**
 * Taking a checkpoint in: from where, what it would mean, and the download. It outlives the room, so that a download goes on
 * while a person works elsewhere. The token stays in this object and is never stored.
 */
export class Adding {
  /** Whether the form is on the screen. */
  shown = $state(false);
  state = $state<'form' | 'inspecting' | 'offered' | 'adding' | 'added'>('form');
  kind = $state<AddingKind>('hub');
  repository = $state('');
  revision = $state('main');
  hub = $state(defaultHub);
  token = $state('');
  address = $state('');
  folder = $state.raw<ChosenFolder | null>(null);
  /** The model of this server that was chosen from its list. */
  serverModel = $state.raw<Pick<RegistryVersion, 'model' | 'version'> | null>(null);
  offer = $state.raw<CheckpointOffer | null>(null);
  precision = $state<Precision>('q4');
  progress = $state.raw<TransferProgress | null>(null);
  error = $state<string | null>(null);
  added = $state.raw<StoredCheckpoint | null>(null);
  /** The hub and the repository's page there that were asked last: where a licence is accepted. */
  asked = $state.raw<{ hub: string; page: string } | null>(null);
  /** Whether a download failed that "Try again" would go on with. */
  canRepeat = $state(false);
  #origin: CheckpointOrigin | null = null;
  readonly #store: Store;
  readonly #models: Models;

  constructor(store: Store, models: Models) {
    this.#store = store;
    this.#models = models;
  }

  get busy(): boolean {
    return this.state === 'inspecting' || this.state === 'adding';
  }

  /** Takes up the hub's address of an earlier visit. */
  async restore(): Promise<void> {
    this.hub = (await this.#store.setting<string>(hubSetting)) ?? this.hub;
  }

  /** Back to the form, with what was typed. A download that is under way is not touched. */
  reset(): void {
    if (this.busy) return;
    this.state = 'form';
    this.offer = this.added = this.progress = null;
    this.error = null;
    this.canRepeat = false;
  }

  /** Takes a folder that was picked or dropped, and looks into it. */
  async takeFolder(read: () => Promise<ChosenFolder>): Promise<void> {
    this.shown = true;
    if (this.busy) {
      this.error = 'Another model is being added. Drop the folder again when that is done.';
      return;
    }
    this.reset();
    this.kind = 'folder';
    try {
      this.folder = await read();
    } catch (error) {
      this.#failIn('form', error);
      return;
    }
    await this.inspect();
  }

  /** Takes up a version of this server's registry, and asks what taking it would mean. */
  async takeServerModel({ model, version }: RegistryVersion): Promise<void> {
    this.shown = true;
    if (this.busy) {
      this.error = 'Another model is being added. Choose this one again when that is done.';
      return;
    }
    this.kind = 'registry';
    this.serverModel = { model, version };
    await this.inspect();
  }

  /** Takes the form off the screen. The next one asks where a model is. */
  close(): void {
    this.reset();
    this.shown = false;
    if (this.kind === 'registry') this.kind = 'hub';
  }

  /** Finds out what taking this checkpoint would mean. Downloads no weights; a failure stands in `error`. */
  async inspect(): Promise<void> {
    if (this.busy) return;
    this.reset();
    this.state = 'inspecting';
    try {
      this.#origin = this.#readOrigin();
      this.offer = await this.#models.checkpoints.contract.inspect(this.#origin);
      this.precision = defaultPrecision(this.offer.architecture);
      this.state = 'offered';
      // The offer counts even where the address cannot be kept.
      if (this.kind === 'hub') await this.#store.putSetting(hubSetting, this.hub).catch(() => undefined);
    } catch (error) {
      this.#failIn('form', error);
    }
  }

  /** Takes in what was offered. A failure stands in `error`, and the same call goes on where it stopped. */
  async add(): Promise<void> {
    if (this.busy || !this.#origin) return;
    let added = false;
    const before = this.offer ? 'offered' : 'form';
    this.state = 'adding';
    this.error = this.progress = null;
    this.canRepeat = true;
    try {
      const { contract } = this.#models.checkpoints;
      const stored = await contract.add(this.#withToken(this.#origin), (progress) => (this.progress = progress));
      await this.#took(stored);
      added = true;
    } catch (error) {
      this.#failIn(before, error);
    } finally {
      this.progress = null;
    }
    if (!added) await this.#models.refresh();
  }

  /** Goes on with a download that an earlier visit left. A folder must be chosen again first. */
  async goOn(unfinished: UnfinishedCheckpoint): Promise<void> {
    if (this.busy) return;
    this.reset();
    this.shown = true;
    const { source } = unfinished;
    this.kind = source.kind;
    if (source.kind === 'hub')
      [this.repository, this.revision, this.hub] = [source.repository, source.commit, source.base];
    if (source.kind === 'hub') this.asked = { hub: source.base, page: `${source.base}/${source.repository}` };
    if (source.kind === 'url') this.address = source.base;
    if (source.kind === 'registry') this.serverModel = source;
    this.#origin = originOf(unfinished, this.token || null);
    if (this.#origin) await this.add();
  }

  /** Ends the download; what has arrived stays, and is listed as unfinished. */
  async cancel(): Promise<void> {
    if (this.state === 'adding') await this.#models.checkpoints.contract.cancel();
  }

  async #took(stored: StoredCheckpoint): Promise<void> {
    await this.#models.refresh();
    const graphBytes = this.offer?.graphBytes;
    if (graphBytes) await this.#models.choose(stored, { precision: this.precision, graphBytes });
    this.added = stored;
    this.state = 'added';
    this.offer = this.folder = null;
  }

  #failIn(state: 'form' | 'offered', error: unknown): void {
    this.state = state;
    const isCancelled = error instanceof Error && error.name === 'AbortError';
    this.error = isCancelled ? null : messageOf(error);
  }

  #readOrigin(): CheckpointOrigin {
    if (this.kind === 'folder') {
      if (!this.folder) throw new TypeError('Choose a folder first.');
      return { kind: 'folder', ...this.folder };
    }
    if (this.kind === 'registry') return this.#serverOrigin();
    if (this.kind === 'url') return { kind: 'url', base: readFolderAddress(this.address, document.baseURI) };
    this.hub = readHubAddress(this.hub);
    const repository = readRepository(this.repository);
    this.asked = { hub: this.hub, page: `${this.hub}/${repository}` };
    return {
      kind: 'hub',
      base: this.hub,
      repository,
      revision: this.revision.trim() || 'main',
      token: this.token.trim() || null,
    };
  }

  #serverOrigin(): CheckpointOrigin {
    if (!this.serverModel) throw new TypeError('Choose a model of this server first.');
    const { model, version } = this.serverModel;
    return { kind: 'registry', base: `${location.origin}/`, model, version: String(version), token: null };
  }

  /** A token that was given after a refusal counts for the next try. */
  #withToken(origin: CheckpointOrigin): CheckpointOrigin {
    return origin.kind === 'hub' ? { ...origin, token: this.token.trim() || null } : origin;
  }
}
