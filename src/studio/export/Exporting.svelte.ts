import { exportVerified, type Exported, type ExportProfile } from '../../pairs/export/exportVerified';
import type { LabelledPair } from '../../pairs/export/VerifiedPair';
import type { DataSet } from '../../pairs/DataSet';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { collectLabelled } from './collectLabelled';
import { fileOf, type ReadyFile } from './fileOf';

/** What is about to leave: collected once for the verdicts that there are, written anew for each profile. */
export class Exporting {
  result = $state.raw<Exported | null>(null);
  files = $state.raw<ReadyFile[]>([]);
  progress = $state.raw({ done: 0, total: 0 });
  running = $state(false);
  error = $state<string | null>(null);
  readonly #studio: Studio;
  #collected: { key: string; labelled: LabelledPair[] } | null = null;
  #turn = 0;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Prepares the files. The newest call wins; never rejects. */
  async prepare(dataSets: DataSet[], profile: ExportProfile): Promise<void> {
    const turn = ++this.#turn;
    this.running = true;
    this.error = null;
    try {
      const labelled = await this.#collect(dataSets, turn);
      const result = exportVerified({ labelled, profile, name: nameOf(dataSets) });
      const files = await Promise.all(result.files.map(({ name, text }) => fileOf(name, text)));
      if (turn !== this.#turn) return;
      this.result = result;
      this.files = files;
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn === this.#turn) this.running = false;
  }

  async #collect(dataSets: DataSet[], turn: number): Promise<LabelledPair[]> {
    const { store, fold, foldVersion, models } = this.#studio;
    const key = JSON.stringify([foldVersion, models.digest, dataSets.map(({ id }) => id)]);
    if (this.#collected?.key === key) return this.#collected.labelled;
    const labelled = await collectLabelled({
      store,
      fold,
      dataSets,
      checkpoint: models.digest,
      onProgress: (done, total) => {
        if (turn === this.#turn) this.progress = { done, total };
      },
    });
    this.#collected = { key, labelled };
    return labelled;
  }
}

/** The beginning of the file names: the data set's name without its ending, with nothing in it that a disk could refuse. */
export function nameOf(dataSets: DataSet[]): string {
  const [one, ...others] = dataSets;
  if (!one || others.length > 0) return 'assay';
  return one.name.replace(/\.[a-z0-9]{1,6}$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'assay';
}
