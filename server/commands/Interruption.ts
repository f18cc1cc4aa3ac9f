import { exitCodes } from './CommandError';

/**
 * Ctrl-C and a polite end by another program, as a question to ask: whether somebody wants this to end. What runs then ends
 * by itself and keeps what is done; a second Ctrl-C ends the process at once, which is safe as well.
 */
export class Interruption {
  private readonly controller = new AbortController();

  private readonly handle = () => {
    if (this.isWanted) process.exit(exitCodes.interrupted);
    this.request();
  };

  get isWanted(): boolean {
    return this.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Called once, when the first signal comes, or at once where it has come. */
  onWanted(listener: () => void): void {
    if (this.isWanted) listener();
    else this.signal.addEventListener('abort', listener, { once: true });
  }

  /** Asks for an end; once is enough. */
  request(): void {
    this.controller.abort();
  }

  listen(): this {
    process.on('SIGINT', this.handle);
    process.on('SIGTERM', this.handle);
    return this;
  }

  end(): void {
    process.off('SIGINT', this.handle);
    process.off('SIGTERM', this.handle);
  }
}
