import { wrap, type Remote } from 'comlink';
import type { EngineContract } from './contract';

/** The engine's worker is gone: it crashed, hung or was ended. What it had scored stays; the next call starts another one. */
export class EngineGoneError extends Error {
  override readonly name = 'EngineGoneError';
}

/**
 * One worker with an engine, watched from outside: a hung worker runs no timers of its own. When it crashes or stays
 * silent for too long, it is ended and every call of it rejects.
 */
export class WorkerLink {
  private readonly remote: Remote<EngineContract>;
  private readonly gone: Promise<never>;
  private fail: (error: EngineGoneError) => void = () => undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly worker: Worker,
    private readonly silenceMs: number,
  ) {
    this.gone = new Promise((_, reject) => (this.fail = reject));
    this.gone.catch(() => undefined); // heard by the call that is under way, if there is one
    worker.addEventListener('error', (event) =>
      this.end(`crashed (${event.message || 'its script could not be run'})`),
    );
    worker.addEventListener('messageerror', () => this.end('sent a message that could not be read'));
    this.remote = wrap<EngineContract>(worker);
  }

  /**
   * Makes one call. `alive` is to be called on every sign of progress. One watched call at a time.
   * @param silenceMs how long this call may take without a sign of progress
   * @throws EngineGoneError, or the engine's own error with name and message kept
   */
  async watched<T>(
    call: (engine: Remote<EngineContract>, alive: () => void) => Promise<T>,
    silenceMs = this.silenceMs,
  ): Promise<T> {
    this.wind(silenceMs);
    try {
      return await Promise.race([call(this.remote, () => this.wind(silenceMs)), this.gone]);
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** A call that waits for nothing, beside a watched one. */
  async aside(call: (engine: Remote<EngineContract>) => Promise<void>): Promise<void> {
    await Promise.race([call(this.remote), this.gone]);
  }

  end(how: string): void {
    clearTimeout(this.timer);
    this.worker.terminate();
    this.fail(new EngineGoneError(`The engine's worker ${how}.`));
  }

  private wind(silenceMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(`gave no sign of life for ${silenceMs / 1000} s and was ended`), silenceMs);
  }
}
