import { exitCodes } from './CommandError';

/**
 * Ctrl-C and a polite end by another program, as a question to ask: whether somebody wants this to end. What runs then ends
 * by itself and keeps what is done; a second Ctrl-C ends the process at once, which is safe as well.
 */
export class Interruption {
  private listener: (() => void) | null = null;
  private wanted = false;

  private readonly handle = () => {
    if (this.wanted) process.exit(exitCodes.interrupted);
    this.request();
  };

  get isWanted(): boolean {
    return this.wanted;
  }

  /** Called once, when the first signal comes. */
  onWanted(listener: () => void): void {
    this.listener = listener;
    if (this.wanted) listener();
  }

  /** Asks for an end; once is enough. */
  request(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.listener?.();
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
