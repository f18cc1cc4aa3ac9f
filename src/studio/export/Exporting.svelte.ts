import { proxy } from 'comlink';
import type {
  ExportCheck,
  ExportContract,
  ExportProgress,
  ExportRequest,
  WrittenFile,
} from '../../pairs/export/contract';
import exportUrl from '../../../workers/export?worker&url';
import { messageOf } from '../parts/format';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

/** So many pairs are looked through and written without being asked for. */
const atOnce = 20_000;

/** What is about to leave: checked, then written. The newest request counts; whatever an older one brings is dropped. */
export class Exporting {
  check = $state.raw<ExportCheck | null>(null);
  files = $state.raw<WrittenFile[] | null>(null);
  /** Pairs whose texts would be read, where they are too many to read them unasked; null otherwise. */
  waiting = $state<number | null>(null);
  progress = $state.raw<ExportProgress | null>(null);
  running = $state<'look' | 'check' | 'write' | null>(null);
  error = $state<string | null>(null);
  readonly #worker: TypedWorker<ExportContract>;
  #request: ExportRequest | null = null;
  /** What the request and the verdicts were when it was taken up. */
  #key = '';
  #size = 0;
  #turn = 0;

  constructor(start: () => Worker = () => startTrustedWorker(exportUrl, 'export')) {
    this.#worker = new TypedWorker('export', start);
  }

  /**
   * Takes up a request, unless it is the one that was taken up last: checks and writes at once what is small, and waits for `start`
   * with what is large. Never rejects.
   *
   * @param state changes when the labels do
   */
  async take(request: ExportRequest | null, state: number): Promise<void> {
    const key = JSON.stringify([request, state]);
    if (key === this.#key) return;
    this.#key = key;
    this.#request = request;
    this.check = this.files = this.waiting = null;
    await this.#run('look', async (isCurrent) => {
      if (request === null) return;
      const size = await this.#worker.call((remote) => remote.size(request));
      if (!isCurrent()) return;
      this.#size = size;
      if (size > atOnce) this.waiting = size;
      else if (await this.#check(request, isCurrent)) await this.#write(isCurrent);
    });
  }

  /** Checks a request that waits. Never rejects. */
  async start(): Promise<void> {
    const request = this.#request;
    if (request === null) return;
    this.check = this.files = null;
    await this.#run('check', async (isCurrent) => {
      if (await this.#check(request, isCurrent)) this.waiting = null;
    });
  }

  /** Writes the files of what is checked. Never rejects. */
  async write(): Promise<void> {
    await this.#run('write', (isCurrent) => this.#write(isCurrent));
  }

  /** Ends what runs. What was checked before stays. */
  async cancel(): Promise<void> {
    this.#turn++;
    this.running = this.progress = null;
    if (this.check === null) this.waiting = this.#size;
    await this.#worker.call((remote) => remote.cancel()).catch(() => this.#worker.end());
  }

  async #run(doing: 'look' | 'check' | 'write', act: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const turn = ++this.#turn;
    this.running = doing;
    this.error = null;
    try {
      await act(() => turn === this.#turn);
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn !== this.#turn) return;
    this.running = null;
    this.progress = null;
  }

  async #check(request: ExportRequest, isCurrent: () => boolean): Promise<boolean> {
    this.running = 'check';
    const onProgress = this.#progressTo(isCurrent);
    const check = await this.#worker.call((remote) => remote.check(request, onProgress));
    if (isCurrent()) this.check = check;
    return isCurrent();
  }

  async #write(isCurrent: () => boolean): Promise<void> {
    this.running = 'write';
    const onProgress = this.#progressTo(isCurrent);
    const files = await this.#worker.call((remote) => remote.write(onProgress));
    if (isCurrent()) this.files = files;
  }

  #progressTo(isCurrent: () => boolean) {
    return proxy((progress: ExportProgress) => {
      if (isCurrent()) this.progress = progress;
    });
  }
}
