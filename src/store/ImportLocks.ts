import { StoreError } from './StoreError';

interface HeldLock {
  granted: Promise<void>;
  release: () => void;
}

/** The Web Lock that an import holds while it runs, wherever it runs: so nobody takes it for an interrupted one. */
export class ImportLocks {
  readonly #database: string;
  readonly #held = new Map<string, HeldLock>();

  constructor(database: string) {
    this.#database = database;
  }

  /** Takes the lock until `release`, or until the tab or worker ends. */
  async hold(dataSet: string): Promise<void> {
    const held = this.#held.get(dataSet) ?? this.#request(dataSet);
    this.#held.set(dataSet, held);
    await held.granted.catch((error: unknown) => {
      this.#held.delete(dataSet);
      throw error;
    });
  }

  release(dataSet: string): void {
    this.#held.get(dataSet)?.release();
    this.#held.delete(dataSet);
  }

  releaseAll(): void {
    for (const dataSet of [...this.#held.keys()]) this.release(dataSet);
  }

  /** Runs `work` if nobody holds the lock, and keeps others from taking it meanwhile. */
  async ifFree(dataSet: string, work: () => Promise<void>): Promise<void> {
    await navigator.locks.request(this.#lockName(dataSet), { ifAvailable: true }, (lock) =>
      lock ? work() : undefined,
    );
  }

  #request(dataSet: string): HeldLock {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const granted = new Promise<void>((resolve, reject) => {
      const take = (lock: Lock | null): Promise<void> | undefined => {
        if (lock) return (resolve(), released);
        reject(
          new StoreError('failed', `Data set ${dataSet} is being imported by another tab; wait for it to finish.`),
        );
        return undefined;
      };
      navigator.locks.request(this.#lockName(dataSet), { ifAvailable: true }, take).catch(reject);
    });
    return { granted, release };
  }

  #lockName(dataSet: string): string {
    return `${this.#database}-import-${dataSet}`;
  }
}
