import { proxy } from 'comlink';
import { ImportWorker } from '../load/ImportWorker';
import { messageOf } from '../parts/format';

/** Changes of the found rows that follow each other faster than this are shown together. */
const showEveryMs = 200;

/**
 * A search through the texts of a data set, in a worker of its own: an import that runs does not hold it up. The worker ends
 * the older of two searches.
 */
export class PairSearch {
  running = $state(false);
  error = $state<string | null>(null);
  /** 1 at each row found so far; null while nothing is searched. A new array whenever it has changed. */
  found = $state.raw<Uint8Array | null>(null);
  count = $state(0);
  readonly #worker: ImportWorker;
  #turn = 0;

  constructor(worker = new ImportWorker()) {
    this.#worker = worker;
  }

  /** Looks for a text in all pairs of a data set of `length` pairs. Never rejects. An empty text ends the search. */
  async run(dataSet: string, length: number, text: string): Promise<void> {
    if (text === '') return this.end();
    const turn = ++this.#turn;
    this.error = null;
    this.count = 0;
    const found = (this.found = new Uint8Array(length));
    this.running = true;
    const show = throttled(() => turn === this.#turn && this.#show(found));
    const onRows = proxy((rows: Uint32Array) => {
      for (const row of rows) found[row] = 1;
      show();
    });
    try {
      await this.#worker.call((remote) => remote.search(dataSet, text, onRows));
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn !== this.#turn) return;
    this.running = false;
    this.#show(found);
  }

  /** Ends the running search and forgets what was found. */
  end(): void {
    this.#turn++;
    if (this.running) this.#worker.end('The search was ended.');
    this.running = false;
    this.found = this.error = null;
    this.count = 0;
  }

  #show(found: Uint8Array): void {
    this.found = found.slice();
    this.count = found.reduce((sum, one) => sum + one, 0);
  }
}

function throttled(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      act();
    }, showEveryMs);
  };
}
