/** How long a pair has been on the screen, without the time in which another stood in its place. */
export class ScreenTime {
  #before = 0;
  #since: number | null = null;

  /** Starts, or starts anew at the first paint. */
  start(now = performance.now()): void {
    this.#since = now;
  }

  pause(now = performance.now()): void {
    this.#before = this.milliseconds(now);
    this.#since = null;
  }

  milliseconds(now = performance.now()): number {
    return Math.round(this.#before + (this.#since === null ? 0 : Math.max(0, now - this.#since)));
  }
}
