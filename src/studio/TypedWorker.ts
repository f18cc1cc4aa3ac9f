import { wrap, type Remote } from 'comlink';

/** A worker behind its contract, started when it is first needed and started again after it broke or was ended. */
export class TypedWorker<Contract> {
  readonly #name: string;
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #remote: Remote<Contract> | null = null;
  #broken: Promise<never> | null = null;
  #break: (error: Error) => void = () => undefined;

  /** @param name for people: "The export worker broke" */
  constructor(name: string, start: () => Worker) {
    this.#name = name;
    this.#start = start;
  }

  /** Calls the worker. Rejects with the worker's own error, and when the worker cannot start, breaks or is ended. */
  async call<Result>(verb: (remote: Remote<Contract>) => Promise<Result>): Promise<Result> {
    if (!this.#remote || !this.#broken) this.#open();
    const [remote, broken] = [this.#remote, this.#broken];
    if (!remote || !broken) throw new Error(`The ${this.#name} worker did not start.`);
    return Promise.race([verb(remote), broken]);
  }

  /** Ends the worker at once, whatever it is doing. Its open calls reject. */
  end(reason = `The ${this.#name} worker was ended.`): void {
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
      this.end(`The ${this.#name} worker broke${reason}. Reload the page and try again.`);
    });
    this.#worker = worker;
    this.#remote = wrap<Contract>(worker);
  }
}
