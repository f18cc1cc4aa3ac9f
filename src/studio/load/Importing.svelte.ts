import { proxy } from 'comlink';
import type { ColumnMapping } from '../../pairs/ColumnMapping';
import type { ImportProgress } from '../../pairs/contract';
import type { DataSet } from '../../pairs/DataSet';
import type { Sample } from '../../pairs/samples';
import type { Store } from '../../store/Store';
import { storageEstimate } from '../../store/storageEstimate';
import { counted, messageOf } from '../parts/format';
import { ChosenFile } from './ChosenFile.svelte';
import { FileInspector, type IsCurrent } from './FileInspector';
import { filesToTake, nameOfFiles, type FilesToTake, type LeftOutFile } from './FilesToTake';
import { HubSource } from './HubSource.svelte';
import { ImportWorker } from './ImportWorker';

export type ImportStage = 'empty' | 'fetching' | 'inspecting' | 'ready' | 'importing' | 'done' | 'failed';

/** Files from the drop to the data set: what they are, how their columns read, how far they are, what became of them. */
export class Importing {
  stage = $state<ImportStage>('empty');
  /** Of the data set; a person may change it before it is loaded. */
  name = $state('');
  files = $state.raw<ChosenFile[]>([]);
  leftOut = $state.raw<LeftOutFile[]>([]);
  /** The file whose rows are on the screen. */
  shown = $state.raw<ChosenFile | null>(null);
  /** Files whose beginning has been read. */
  inspected = $state(0);
  progress = $state.raw<ImportProgress | null>(null);
  /** Seconds since the import began. */
  elapsed = $state(0);
  /** Bytes that this browser has still room for; null where it does not say. */
  freeBytes = $state<number | null>(null);
  dataSet = $state.raw<DataSet | null>(null);
  error = $state<string | null>(null);
  readonly hub: HubSource;
  readonly #store: Store;
  readonly #imported: (dataSet: DataSet, seen: Iterable<string>) => Promise<void>;
  readonly #worker: ImportWorker;
  readonly #inspector: FileInspector;
  #taken: FilesToTake | null = null;
  /** Pairs whose label was on the screen. */
  readonly #seen = new Set<string>();
  #turn = 0;

  /** `imported` is told which pairs were on the screen with their labels. */
  constructor(
    store: Store,
    imported: (dataSet: DataSet, seen: Iterable<string>) => Promise<void>,
    worker = new ImportWorker(),
  ) {
    this.#store = store;
    this.#imported = imported;
    this.#worker = worker;
    this.#inspector = new FileInspector(store, worker);
    this.hub = new HubSource(store, worker, (take) => this.takeAll(take));
  }

  get busy(): boolean {
    return this.stage === 'importing' || this.stage === 'fetching';
  }

  get bytes(): number {
    return this.files.reduce((sum, file) => sum + file.bytes, 0);
  }

  get isReady(): boolean {
    return this.files.length > 0 && this.files.every((file) => file.isReady);
  }

  /** Looks at files that the person gave: together they become one data set. */
  async take(files: File[]): Promise<void> {
    if (files.length > 0) await this.takeAll(filesToTake(files));
  }

  async takeAll(take: FilesToTake): Promise<void> {
    if (this.#isBusyFor(nameOf(take))) return;
    const turn = this.#begin('inspecting', take);
    await this.#inspectAll(take, turn);
  }

  /** Says why what the person gave is not even looked at. */
  refuse(name: string, reason: string): void {
    if (this.#isBusyFor(name)) return;
    this.clear();
    this.#fail(reason);
  }

  /** Fetches a sample of the studio's own and imports it without asking. */
  async takeSample({ name, address, attribution, notice }: Sample): Promise<void> {
    if (this.#isBusyFor(name)) return;
    const take = { name, files: [], leftOut: [], alike: false, attribution, notice };
    const turn = this.#begin('fetching', take);
    try {
      const answer = await fetch(address);
      if (!answer.ok)
        throw new Error(`The studio has no sample at ${address} (${String(answer.status)}). Build it again.`);
      const file = await answer.blob();
      if (turn !== this.#turn) return;
      this.files = [new ChosenFile(name, file)];
      await this.#import(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(messageOf(error));
    }
  }

  /** Whether the same files can be looked at once more. */
  get canRepeat(): boolean {
    return this.#taken !== null && this.#taken.files.length > 0;
  }

  /** Looks at the same files once more, after something failed that may be well now. */
  async again(): Promise<void> {
    if (this.#taken && this.canRepeat) await this.takeAll(this.#taken);
  }

  show(file: ChosenFile): void {
    this.shown = file;
    this.#see(file);
  }

  /** Takes a file out of the data set. */
  leaveOut(file: ChosenFile): void {
    this.files = this.files.filter((one) => one !== file);
    this.leftOut = [...this.leftOut, { name: file.name, reason: 'left out by you' }];
    const [first] = this.files;
    if (this.shown === file && first) this.show(first);
    if (!first) this.clear();
  }

  /** Reads the sample rows of the file on the screen, and of those with the same columns, with another mapping. */
  async preview(mapping: ColumnMapping): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const turn = ++this.#turn;
    const same = this.files.filter(({ key }) => key === shown.key);
    for (const file of same) {
      file.mapping = mapping;
      file.remembered = false;
    }
    for (const file of [shown, ...same.filter((one) => one !== shown)]) {
      await this.#inspector.preview(file, mapping, this.#isNow(turn));
      if (turn !== this.#turn) return;
      if (file === this.shown) this.#see(file);
    }
  }

  /** Goes back to what the studio recognised by itself. */
  async forgetMapping(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const turn = ++this.#turn;
    for (const file of this.files.filter(({ key }) => key === shown.key)) {
      const failed = (error: unknown) => (file.previewError = messageOf(error));
      await this.#inspector.inspect(file, this.#isNow(turn)).catch(failed);
    }
    this.#see(shown);
  }

  /** Imports the inspected files. Ends in `done` or `failed`; never rejects. */
  async start(): Promise<void> {
    if (this.stage === 'ready' && this.isReady) await this.#import(++this.#turn);
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
    this.#taken = this.shown = this.progress = this.dataSet = this.error = null;
    this.files = [];
    this.leftOut = [];
    this.name = '';
    this.elapsed = this.inspected = 0;
    this.#seen.clear();
  }

  #begin(stage: ImportStage, take: FilesToTake): number {
    this.clear();
    this.stage = stage;
    this.#taken = take;
    this.name = nameOf(take);
    this.files = take.files.map(({ name, file }) => new ChosenFile(name, file));
    this.leftOut = take.leftOut;
    void storageEstimate().then(
      (room) => (this.freeBytes = room && Math.max(0, room.quotaBytes - room.usedBytes)),
      () => (this.freeBytes = null),
    );
    return this.#turn;
  }

  async #inspectAll(take: FilesToTake, turn: number): Promise<void> {
    const reasons: LeftOutFile[] = [];
    for (const file of this.files) {
      const speaker = take.alike ? this.files[0] : undefined;
      const reason = await this.#looked(file, speaker, turn);
      if (turn !== this.#turn) return;
      if (reason !== null) reasons.push({ name: file.name, reason });
      // Shards of which not even the first one can be read: asking for all would say the same as often.
      if (reason !== null && take.alike) return this.#fail(reason);
      this.inspected++;
    }
    const [first, second] = reasons;
    this.files = this.files.filter(({ inspection }) => inspection !== null);
    this.leftOut = [...this.leftOut, ...reasons];
    const [shown] = this.files;
    if (!shown)
      return this.#fail(second ? `None of ${counted(reasons.length, 'file')} can be read.` : (first?.reason ?? ''));
    if (this.name === nameOf(take)) this.name = take.name ?? nameOfFiles(this.files);
    this.stage = 'ready';
    this.show(this.files.find((file) => !file.isReady) ?? shown);
  }

  /** Null, or why the file is left out. */
  async #looked(file: ChosenFile, speaker: ChosenFile | undefined, turn: number): Promise<string | null> {
    try {
      if (speaker && speaker !== file) {
        file.takeAfter(speaker);
        return null;
      }
      await this.#inspector.inspect(file, this.#isNow(turn));
      await this.#inspector.recall(file, this.#isNow(turn));
      return null;
    } catch (error) {
      return messageOf(error);
    }
  }

  #isNow(turn: number): IsCurrent {
    return () => turn === this.#turn;
  }

  #see({ inspection }: ChosenFile): void {
    for (const pair of inspection?.labelledPairs ?? []) this.#seen.add(pair);
  }

  async #import(turn: number): Promise<void> {
    const { files } = this;
    const seen = [...this.#seen];
    this.stage = 'importing';
    this.progress = { doneBytes: 0, totalBytes: this.bytes, rows: 0, pairs: 0 };
    try {
      const dataSet = await this.#run(turn);
      await this.#inspector.remember(files);
      // A data set without pairs would only stand in the way; its report is shown all the same.
      if (dataSet.pairs === 0) await this.#store.removeDataSet(dataSet.id);
      else await this.#imported(dataSet, seen);
      if (turn !== this.#turn) return;
      this.dataSet = dataSet;
      this.stage = 'done';
    } catch (error) {
      if (turn === this.#turn) this.#fail(messageOf(error));
    }
  }

  async #run(turn: number): Promise<DataSet> {
    const started = performance.now();
    const onProgress = proxy((progress: ImportProgress) => {
      if (turn !== this.#turn) return;
      this.progress = progress;
      this.elapsed = (performance.now() - started) / 1000;
    });
    const { attribution = null, notice = null } = this.#taken ?? {};
    const files = this.files.map(({ name, file, mapping }) => ({ name, file, mapping }));
    const request = { name: this.name.trim() || nameOfFiles(files), files, attribution, notice };
    return this.#worker.call((remote) => remote.import(request, onProgress));
  }

  #isBusyFor(name: string): boolean {
    if (this.busy) this.error = `"${name}" was not taken: ${this.name || 'a file'} is still loading.`;
    return this.busy;
  }

  #fail(message: string): void {
    this.stage = 'failed';
    this.error = message;
  }
}

function nameOf({ name, files }: FilesToTake): string {
  return name ?? nameOfFiles(files);
}
