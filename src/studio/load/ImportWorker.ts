import { wrap, type Remote } from 'comlink';
import type { ImportContract } from '../../pairs/contract';
import type { HubContract } from '../../pairs/sources/HubDataSet';
import importUrl from '../../../workers/import?worker&url';
import { startTrustedWorker } from '../startTrustedWorker';

/** What the import worker answers. */
export type ImportRemote = Remote<ImportContract & HubContract>;

/** The import worker, started when it is first needed and started again after it broke or was ended. */
export class ImportWorker {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #remote: ImportRemote | null = null;
  #broken: Promise<never> | null = null;
  #break: (error: Error) => void = () => undefined;

  constructor(start: () => Worker = () => startTrustedWorker(importUrl, 'import')) {
    this.#start = start;
  }

  /** Calls the worker. Rejects with the worker's own error, and when the worker cannot start, breaks or is ended. */
  async call<T>(verb: (remote: ImportRemote) => Promise<T>): Promise<T> {
    if (!this.#remote || !this.#broken) this.#open();
    const [remote, broken] = [this.#remote, this.#broken];
    if (!remote || !broken) throw new Error('The import worker did not start.');
    return Promise.race([verb(remote), broken]);
  }

  /** Ends the worker at once, whatever it is doing. Its open calls reject. */
  end(reason = 'The import worker was ended.'): void {
    this.#worker?.terminate();
    this.#worker = this.#remote = this.#broken = null;
    this.#break(new Error(reason));
  }

  #open(): void {
    const worker = this.#start();
    this.#broken = new Promise((_, reject) => (this.#break = reject));
    // A broken worker is told to the calls that wait for it, and to nobody else.
    this.#broken.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const reason = event.message ? ` (${event.message})` : '';
      this.end(`The import worker broke${reason}. Reload the page and try again.`);
    });
    this.#worker = worker;
    this.#remote = wrap<ImportContract & HubContract>(worker);
  }
}
