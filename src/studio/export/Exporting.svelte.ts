import type { DataSet } from '../../pairs/DataSet';
import { messageOf } from '../parts/format';
import type { Studio } from '../Studio.svelte';
import { collectLabelled } from './collectLabelled';
import { fileName } from './fileName';
import { writeExport, type ReadyExport } from './writeExport';

/** What is about to leave. Prepared anew whenever a verdict has changed it. */
export class Exporting {
  ready = $state.raw<ReadyExport | null>(null);
  /** Judged pairs read so far, of all that are. */
  progress = $state.raw({ done: 0, total: 0 });
  running = $state(false);
  error = $state<string | null>(null);
  readonly #studio: Pick<Studio, 'store' | 'fold' | 'models'>;
  #turn = 0;

  constructor(studio: Pick<Studio, 'store' | 'fold' | 'models'>) {
    this.#studio = studio;
  }

  /** Prepares the files. The newest call wins; never rejects. */
  async prepare(dataSets: DataSet[]): Promise<void> {
    const turn = ++this.#turn;
    this.running = true;
    this.error = null;
    try {
      const ready = await this.#write(dataSets, turn);
      if (turn === this.#turn) this.ready = ready;
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn === this.#turn) this.running = false;
  }

  async #write(dataSets: DataSet[], turn: number): Promise<ReadyExport> {
    const { store, fold, models } = this.#studio;
    const onProgress = (done: number, total: number) => {
      if (turn === this.#turn) this.progress = { done, total };
    };
    const labelled = await collectLabelled({ store, fold, dataSets, checkpoint: models.rewardsKey, onProgress });
    const [one, ...others] = dataSets;
    return writeExport(labelled, one && others.length === 0 ? fileName(one.name) : 'assay');
  }
}
