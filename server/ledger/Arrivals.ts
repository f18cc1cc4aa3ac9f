/** Whoever waits for the next event of a store. */
export class Arrivals {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Wakes everyone who waits for this store. */
  announce(store: string): void {
    const woken = this.#waiting.get(store);
    this.#waiting.delete(store);
    woken?.forEach((wake) => wake());
  }

  /** Wakes everyone, when the server stops. */
  announceAll(): void {
    for (const store of [...this.#waiting.keys()]) this.announce(store);
  }

  /** Resolves at the next event of the store, after so many milliseconds, or when the signal is aborted. */
  wait(store: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(store) ?? new Set();
      this.#waiting.set(store, waiting);
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }
}
