import type { CDPSession, Page } from 'playwright';

interface HeapUsage {
  usedSize: number;
  /** Bytes of array buffers. */
  backingStorageSize?: number;
}

const everyMs = 25;

/** Samples the heap of a page's worker, its buffers included, through the browser's own inspector. */
export class HeapSampler {
  peakMb = 0;
  private waiting = false;

  private constructor(
    private readonly session: CDPSession,
    private readonly worker: string,
  ) {
    session.on('Target.receivedMessageFromTarget', ({ message }) => this.take(message));
  }

  /** Attaches to the worker that the page starts next. */
  static attach(page: Page): Promise<HeapSampler> {
    return new Promise((resolve, reject) => {
      const attaching = page.context().newCDPSession(page);
      attaching
        .then(async (session) => {
          session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
            if (targetInfo.type === 'worker') resolve(new HeapSampler(session, sessionId));
          });
          await session.send('Target.setAutoAttach', {
            autoAttach: true,
            waitForDebuggerOnStart: false,
            flatten: false,
          });
        })
        .catch(reject);
    });
  }

  /** Runs a task while the heap is sampled; its peak is then in `peakMb`. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    this.peakMb = 0;
    const timer = setInterval(() => this.ask(), everyMs);
    try {
      return await task();
    } finally {
      clearInterval(timer);
    }
  }

  private ask(): void {
    if (this.waiting) return;
    this.waiting = true;
    const message = JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' });
    this.session.send('Target.sendMessageToTarget', { message, sessionId: this.worker }).catch(() => undefined);
  }

  private take(message: string): void {
    this.waiting = false;
    const { result } = JSON.parse(message) as { result?: HeapUsage };
    if (result) this.peakMb = Math.max(this.peakMb, (result.usedSize + (result.backingStorageSize ?? 0)) / 1e6);
  }
}
