import { proxy } from 'comlink';
import type { ColumnMapping } from '../../pairs/ColumnMapping';
import type { ImportProgress, Inspection } from '../../pairs/contract';
import type { DataSet } from '../../pairs/DataSet';
import type { Sample } from '../../pairs/samples';
import type { Store } from '../../store/Store';
import { counted, messageOf } from '../parts/format';
import { ImportWorker } from './ImportWorker';
import { mappingKey } from './mappingKey';

/** A file on its way in; samples bring the line their licence asks for and a notice where texts may harm. */
export interface ImportSource {
  file: File | Blob;
  name: string;
  attribution: string | null;
  notice: string | null;
}

export type ImportStage = 'empty' | 'fetching' | 'inspecting' | 'ready' | 'importing' | 'done' | 'failed';

/** One file from the drop to the data set: what it is, how its columns read, how far it is, what became of it. */
export class Importing {
  stage = $state<ImportStage>('empty');
  source = $state.raw<ImportSource | null>(null);
  inspection = $state.raw<Inspection | null>(null);
  /** What the studio made of the file by itself, whatever mapping came after. */
  recognised = $state.raw<Inspection['format']>(null);
  /** The person's own reading of the columns; null while the recognised format stands. */
  mapping = $state.raw<ColumnMapping | null>(null);
  /** The mapping came from an earlier file with the same columns. */
  remembered = $state(false);
  progress = $state.raw<ImportProgress | null>(null);
  dataSet = $state.raw<DataSet | null>(null);
  error = $state<string | null>(null);
  /** Why the mapping gives no rows yet. */
  previewError = $state<string | null>(null);
  readonly #store: Store;
  readonly #imported: (dataSet: DataSet, itemsShown: number) => Promise<void>;
  readonly #worker: ImportWorker;
  #turn = 0;

  /** `imported` is told how many items, from the first on, were on the screen with their labels. */
  constructor(
    store: Store,
    imported: (dataSet: DataSet, itemsShown: number) => Promise<void>,
    worker = new ImportWorker(),
  ) {
    this.#store = store;
    this.#imported = imported;
    this.#worker = worker;
  }

  get busy(): boolean {
    return this.stage === 'importing' || this.stage === 'fetching';
  }

  /** Looks at files that the person gave. One at a time: with more than one nothing is loaded, and the screen says so. */
  async take(files: File[]): Promise<void> {
    const [file, ...others] = files;
    if (!file) return;
    if (this.busy)
      return this.#refuse(`"${file.name}" was not taken: ${this.source?.name ?? 'a file'} is still loading.`);
    if (others.length > 0)
      return this.#fail(`${counted(files.length, 'file')} arrived together. Load one file at a time.`);
    await this.#inspect({ file, name: file.name, attribution: null, notice: null });
  }

  /** Fetches a sample of the studio's own and imports it without asking. */
  async takeSample({ name, address, attribution, notice }: Sample): Promise<void> {
    if (this.busy) return this.#refuse(`"${name}" was not taken: ${this.source?.name ?? 'a file'} is still loading.`);
    const turn = this.#begin('fetching', { file: new Blob(), name, attribution, notice });
    try {
      const answer = await fetch(address);
      if (!answer.ok)
        throw new Error(`The studio has no sample at ${address} (${String(answer.status)}). Build it again.`);
      const file = await answer.blob();
      if (turn !== this.#turn) return;
      this.source = { file, name, attribution, notice };
      await this.#import(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(messageOf(error));
    }
  }

  /** Reads the sample rows with another mapping. The newest call wins. */
  async preview(mapping: ColumnMapping): Promise<void> {
    const { source } = this;
    if (!source) return;
    const turn = ++this.#turn;
    this.mapping = mapping;
    try {
      const inspection = await this.#worker.call((remote) => remote.preview(source.file, source.name, mapping));
      if (turn !== this.#turn) return;
      this.inspection = inspection;
      this.previewError = null;
    } catch (error) {
      if (turn === this.#turn) this.previewError = messageOf(error);
    }
  }

  /** Goes back to what the studio recognised by itself. */
  async forgetMapping(): Promise<void> {
    const { source } = this;
    if (source) await this.#inspect(source, false);
  }

  /** Imports the inspected file. Ends in `done` or `failed`; never rejects. */
  async start(): Promise<void> {
    if (this.stage === 'ready') await this.#import(++this.#turn);
  }

  /** Ends a running import and removes what it wrote. */
  async cancel(): Promise<void> {
    this.#turn++;
    if (this.stage === 'importing')
      await this.#worker.call((remote) => remote.cancel()).catch(() => this.#worker.end());
    this.clear();
  }

  clear(): void {
    this.#turn++;
    this.stage = 'empty';
    this.source = this.inspection = this.recognised = this.mapping = this.progress = this.dataSet = null;
    this.error = this.previewError = null;
    this.remembered = false;
  }

  #begin(stage: ImportStage, source: ImportSource): number {
    this.clear();
    this.stage = stage;
    this.source = source;
    return this.#turn;
  }

  async #inspect(source: ImportSource, recall = true): Promise<void> {
    const turn = this.#begin('inspecting', source);
    try {
      const inspection = await this.#worker.call((remote) => remote.inspect(source.file, source.name));
      if (turn !== this.#turn) return;
      this.inspection = inspection;
      this.recognised = inspection.format;
      this.stage = 'ready';
      if (recall) await this.#recall(inspection, turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(messageOf(error));
    }
  }

  async #recall(inspection: Inspection, turn: number): Promise<void> {
    const known = await this.#store.setting<ColumnMapping>(mappingKey(inspection.columns));
    if (turn !== this.#turn) return;
    const mapping = known ?? (inspection.format ? null : inspection.suggestedMapping);
    if (!mapping) return;
    await this.preview(mapping);
    this.remembered = known !== null;
  }

  async #import(turn: number): Promise<void> {
    const { source, mapping, inspection } = this;
    if (!source) return;
    this.stage = 'importing';
    this.progress = { doneBytes: 0, totalBytes: source.file.size, rows: 0, pairs: 0 };
    try {
      const { file, name, attribution, notice } = source;
      const onProgress = proxy((progress: ImportProgress) => {
        if (turn === this.#turn) this.progress = progress;
      });
      const request = { name, files: [{ name, file, mapping }], attribution, notice };
      const dataSet = await this.#worker.call((remote) => remote.import(request, onProgress));
      if (mapping && inspection) await this.#store.putSetting(mappingKey(inspection.columns), mapping);
      // A data set without pairs would only stand in the way; its report is shown all the same.
      if (dataSet.pairs === 0) await this.#store.removeDataSet(dataSet.id);
      else await this.#imported(dataSet, inspection?.rowsInWords.length ?? 0);
      if (turn !== this.#turn) return;
      this.dataSet = dataSet;
      this.stage = 'done';
    } catch (error) {
      if (turn === this.#turn) this.#fail(messageOf(error));
    }
  }

  #refuse(message: string): void {
    this.error = message;
  }

  #fail(message: string): void {
    this.stage = 'failed';
    this.error = message;
  }
}
