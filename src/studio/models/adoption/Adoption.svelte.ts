import { adoptedTag, type RegistryVersion } from '../../../hub/registry/RegistryModel';
import { comparePaired, type PairedComparison } from '../../../rewards/paired/comparePaired';
import { messageOf } from '../../parts/format';
import type { Studio } from '../../Studio.svelte';
import { demoModel, isSameModel, type Model } from '../Model';
import { scoringEntry } from '../ScoringEntry';
import { Adopted } from './Adopted.svelte';
import type { AdoptedModel } from './AdoptedModel';
import { isCompared, isTooLong, type GoldPair, type GoldSet } from './GoldPair';
import { readGoldSet } from './readGoldSet';
import { tellTeam } from './tellTeam';
import { versionOf, versionTitle } from './versionOf';

/** A data set whose gold pairs one of the two models has not scored yet. */
export interface Wanted {
  dataSet: string;
  model: Model;
}

/** A new model of the server beside the one in use, on the gold pairs of this browser: nobody adopts what was not compared. */
export class Adoption {
  /** The version that may be adopted; null while nobody asks. */
  version = $state.raw<RegistryVersion | null>(null);
  goldSet = $state.raw<GoldSet | null>(null);
  reading = $state(false);
  error = $state<string | null>(null);
  /** What the person decided last, in words. */
  decided = $state<string | null>(null);
  readonly adopted: Adopted;
  readonly #studio: Studio;
  /** The model that stands for the old one. */
  #olderName = $state<string>(demoModel.name);
  #cancelled = $state.raw<readonly string[]>([]);
  #turn = 0;
  /** What had the focus when the comparison was opened: it gets it back. */
  #opener: HTMLElement | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
    const { store, models, serverModels } = studio;
    this.adopted = new Adopted({
      ...{ store, models, tell: tellTeam },
      onTold: () => serverModels.look(),
      teamVersion: (model) => this.#teamVersion(model),
    });
  }

  /** The model that may be adopted, as it is wanted here; null where its files are not in this browser any more. */
  get newer(): Model | null {
    return this.#studio.models.available.find(({ name }) => name === this.version?.digest) ?? null;
  }

  get older(): Model {
    return this.#studio.models.available.find(({ name }) => name === this.#olderName) ?? demoModel;
  }

  /** What may stand for the old model. */
  get choices(): Model[] {
    return this.#studio.models.usable.filter(({ name }) => name !== this.version?.digest);
  }

  // These are no deriveds: one that was made while a room stood would end with that room, and this object does not.

  /** The pairs that both models have scored. */
  get compared(): GoldPair[] {
    return this.goldSet?.pairs.filter(isCompared) ?? [];
  }

  get comparison(): PairedComparison | null {
    return comparePaired(this.compared);
  }

  get tooLong(): GoldPair[] {
    return this.goldSet?.pairs.filter(isTooLong) ?? [];
  }

  /** The pairs that one of the models is still to score, or gave no finite reward for. */
  get open(): GoldPair[] {
    return this.goldSet?.pairs.filter(({ complete }) => !complete.every(Boolean)) ?? [];
  }

  /** What is still to be scored, model after model. */
  get wanted(): Wanted[] {
    const models = [this.older, this.newer];
    const all = models.flatMap((model, at) => {
      const dataSets = new Set(this.open.filter(({ complete }) => !complete[at]).map(({ dataSet }) => dataSet));
      return model ? [...dataSets].map((dataSet) => ({ dataSet, model })) : [];
    });
    // The one that is loaded first: each change of model costs a load.
    const { loadedModel } = this.#studio.models;
    const isLoaded = ({ model }: Wanted) => Number(isSameModel(model, loadedModel));
    return all.toSorted((one, other) => isLoaded(other) - isLoaded(one));
  }

  /** Of those, what a run has tried to its end: the model gave no finite reward there. */
  isTried({ dataSet, model }: Wanted): boolean {
    const { id } = scoringEntry(dataSet, model, 'gold');
    const { notFinite, queue } = this.#studio.scoring;
    return (notFinite[id]?.length ?? 0) > 0 && !queue.has(id) && !this.#cancelled.includes(id);
  }

  /** The entries of the scoring queue that are of this comparison. */
  get queued(): string[] {
    const own = [this.older.name, this.newer?.name];
    const { entries } = this.#studio.scoring.queue;
    return entries.filter(({ pairs, model }) => pairs === 'gold' && own.includes(model.name)).map(({ id }) => id);
  }

  /** Whether entries of this comparison run or wait: the models must not change meanwhile. */
  get isScoring(): boolean {
    const { queued } = this;
    return this.#studio.scoring.queue.entries.some(({ id, error }) => error === null && queued.includes(id));
  }

  /** Opens the comparison of a version that is in this browser with the model in use. */
  async show(version: RegistryVersion, opener: HTMLElement | null = null): Promise<void> {
    this.#opener = opener;
    const { models } = this.#studio;
    const before = this.adopted.list.findLast(({ model }) => model.name !== version.digest)?.model;
    this.version = version;
    this.#olderName = (models.active.name === version.digest ? before : models.active)?.name ?? demoModel.name;
    this.goldSet = this.decided = null;
    await this.read();
  }

  /** Has another model stand for the old one. */
  async compareWith(name: string): Promise<void> {
    this.#olderName = name;
    this.goldSet = null;
    await this.read();
  }

  close(): void {
    this.#turn++;
    this.version = this.goldSet = this.error = this.decided = null;
    this.reading = false;
    if (this.#opener?.isConnected) this.#opener.focus();
  }

  /** Reads the gold pairs and what both models say of them. Never rejects; of two at once the later one counts. */
  async read(): Promise<void> {
    const turn = ++this.#turn;
    const { models } = this.#studio;
    const keyOf = (of: Model | null) => models.scored.find(({ model }) => isSameModel(model, of))?.key ?? null;
    this.reading = true;
    try {
      const found = await readGoldSet(this.#studio, [keyOf(this.older), keyOf(this.newer)]);
      if (turn !== this.#turn) return;
      this.goldSet = found;
      this.error = null;
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    } finally {
      if (turn === this.#turn) this.reading = false;
    }
  }

  /** Scores what is missing, before all else in the queue. Resolves when the queue is done or paused; never rejects. */
  async score(): Promise<void> {
    this.#cancelled = [];
    await this.#studio.scoring.startGold(this.wanted);
  }

  /** Takes what is still to be scored out of the queue; what is scored stays. */
  async cancel(): Promise<void> {
    const { scoring } = this.#studio;
    const own = this.queued;
    this.#cancelled = own;
    for (const entry of scoring.queue.entries.filter(({ id }) => own.includes(id)).toReversed())
      await scoring.remove(entry);
    await this.read();
  }

  /** Makes the new model the one in use here, and tells the team where the person is a curator. */
  async adopt(): Promise<boolean> {
    const { newer, version } = this;
    if (!newer || !version) return false;
    const { active } = this.#studio.models;
    const next = this.#entryOf(newer, version);
    // Who took the new one into use before it was adopted goes back to what it was compared with.
    const before = isSameModel(active, newer) ? this.older : active;
    const done = await this.adopted.adopt(next, this.#entryOf(before, null));
    if (done) this.decided = `${next.title} is adopted: it is the model in use.`;
    return done;
  }

  /** Goes back to the model before. */
  async back(): Promise<void> {
    const before = await this.adopted.back();
    if (before) this.decided = `${before.title} is in use again.`;
  }

  #entryOf(model: Model, version: RegistryVersion | null): AdoptedModel {
    const stored = this.#studio.models.checkpoints.find(model.name);
    const server = version ?? versionOf(stored);
    return {
      ...{ model, title: server ? versionTitle(server) : model.title },
      server: server && { model: server.model, version: server.version },
      teamBefore: server && this.#teamVersion(server.model),
      at: new Date().toISOString(),
    };
  }

  #teamVersion(name: string): number | null {
    const versions = this.#studio.serverModels.models.find((model) => model.name === name)?.versions;
    return versions?.find(({ tags }) => tags.includes(adoptedTag))?.version ?? null;
  }
}
