import type { CDPSession, Page } from 'playwright';

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

/** Milliseconds between two looks. */
const interval = 200;

/** Watches what a page and its workers hold: JavaScript's heaps and the buffers behind typed arrays, garbage included. */
export class HeapWatch {
  peakBytes = 0;
  readonly #session: CDPSession;
  readonly #workers = new Set<string>();
  readonly #waiting = new Map<string, (usage: HeapUsage | null) => void>();
  #call = 0;
  #running = true;

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Target.attachedToTarget', ({ sessionId }) => this.#workers.add(sessionId));
    session.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      const { id, result = null } = JSON.parse(message) as { id: number; result?: HeapUsage };
      this.#waiting.get(`${sessionId} ${String(id)}`)?.(result);
    });
  }

  static async start(page: Page): Promise<HeapWatch> {
    const watch = new HeapWatch(await page.context().newCDPSession(page));
    const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
    await watch.#session.send('Target.setAutoAttach', attach);
    void watch.#run();
    return watch;
  }

  stop(): void {
    this.#running = false;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const page = this.#session.send('Runtime.getHeapUsage') as Promise<HeapUsage>;
      const usages = await Promise.all([page, ...[...this.#workers].map((worker) => this.#ofWorker(worker))]).catch(
        () => [],
      );
      this.peakBytes = Math.max(
        this.peakBytes,
        usages.reduce((sum, usage) => sum + bytesOf(usage), 0),
      );
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }

  /** Null where the worker ends before it answers. */
  async #ofWorker(sessionId: string): Promise<HeapUsage | null> {
    const id = ++this.#call;
    const key = `${sessionId} ${String(id)}`;
    const answer = new Promise<HeapUsage | null>((resolve) => {
      this.#waiting.set(key, resolve);
      setTimeout(() => resolve(null), 2000);
    });
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await this.#session.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => undefined);
    const usage = await answer;
    this.#waiting.delete(key);
    return usage;
  }
}

function bytesOf(usage: HeapUsage | null): number {
  if (usage === null) return 0;
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
}
