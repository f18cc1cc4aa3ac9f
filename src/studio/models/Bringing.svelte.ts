import { proxy } from 'comlink';
import type { DataSet } from '../../pairs/DataSet';
import type { ScoresOrigin, ScoresProgress } from '../../rewards/scores/ScoresContract';
import type { ScoresReport } from '../../rewards/scores/ScoresReport';
import { messageOf } from '../parts/format';
import type { BroughtModel, BroughtModels } from './BroughtModels.svelte';
import { ScoresWorker } from './ScoresWorker';

/** Bringing rewards in a file: what the file says for a data set, and keeping it once a person has seen that. */
export class Bringing {
  /** Whether the form is on the screen. */
  shown = $state(false);
  busy = $state<'reading' | 'keeping' | null>(null);
  progress = $state.raw<ScoresProgress | null>(null);
  /** What the file says; null while none was read. */
  report = $state.raw<ScoresReport | null>(null);
  /** The data set that the report is about. */
  dataSet = $state.raw<Pick<DataSet, 'id' | 'name'> | null>(null);
  title = $state('');
  error = $state<string | null>(null);
  /** What was kept last. */
  kept = $state.raw<BroughtModel | null>(null);
  /** Called when rewards under a key were put in place of others. */
  onChange: (key: string) => Promise<void> = () => Promise.resolve();
  readonly #brought: BroughtModels;
  readonly #worker: ScoresWorker;
  #turn = 0;

  constructor(brought: BroughtModels, worker = new ScoresWorker()) {
    this.#brought = brought;
    this.#worker = worker;
  }

  /** The model that has exactly these rewards already; null where none has. */
  get known(): BroughtModel | null {
    return this.#brought.list.find(({ key }) => key === this.report?.key) ?? null;
  }

  /** Reads a file for a data set; nothing is stored. Never rejects: `error` says what went wrong. The newest file counts. */
  async read(file: File, dataSet: DataSet): Promise<void> {
    this.reset();
    const turn = this.#turn;
    this.shown = true;
    this.busy = 'reading';
    try {
      const onProgress = (progress: ScoresProgress) => {
        if (turn === this.#turn) this.progress = progress;
      };
      const report = await this.#worker.call((remote) => remote.read(file, file.name, dataSet.id, proxy(onProgress)));
      if (turn !== this.#turn) return;
      this.dataSet = { id: dataSet.id, name: dataSet.name };
      this.report = report;
      this.title = this.known?.title ?? titleOf(file.name);
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    } finally {
      if (turn === this.#turn) this.busy = this.progress = null;
    }
  }

  /** Keeps the rewards that were read, as a model. Never rejects; resolves to the model, null where it could not be kept. */
  async keep(): Promise<BroughtModel | null> {
    const { report } = this;
    if (!report || this.busy) return null;
    const { key, file, sha256, scored: responses } = report;
    const model = { key, file, sha256, responses, title: this.title.trim() || titleOf(file) };
    this.busy = 'keeping';
    this.error = null;
    try {
      await this.#worker.call((remote) => remote.keep(key));
      await this.#brought.add(model);
      this.reset();
      this.kept = model;
      await this.onChange(key);
      return model;
    } catch (error) {
      this.error = messageOf(error);
      return null;
    } finally {
      this.busy = null;
    }
  }

  /** Takes a model out, with its rewards. */
  async remove(key: string): Promise<void> {
    await this.#worker.call((remote) => remote.remove(key));
    await this.#brought.remove(key);
    if (this.kept?.key === key) this.kept = null;
  }

  /** A model's rewards of a data set as a score file. */
  async write(dataSet: string, origin: ScoresOrigin): Promise<Blob> {
    return this.#worker.call((remote) =>
      remote.write(
        dataSet,
        origin,
        proxy(() => undefined),
      ),
    );
  }

  /** Forgets what was read, ending it where it is under way. */
  reset(): void {
    this.#turn++;
    if (this.busy === 'reading') this.#worker.end();
    this.busy = this.progress = this.report = this.dataSet = this.error = this.kept = null;
    this.title = '';
  }
}

/** The name of a file without its endings. */
function titleOf(file: string): string {
  return file.replace(/(\.(jsonl|ndjson|json|csv|tsv|parquet|gz|zip))+$/i, '') || file;
}
