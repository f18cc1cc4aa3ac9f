import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from '../../src/curation/board/Board';
import { ProblemError } from '../api/ProblemError';
import { sha256OfText } from '../ledger/sha256OfText';

/** How streams of boards behave. */
export const usualStreams = {
  /** How often a board is looked at. */
  lookMs: 1_000,
  /** Proxies end connections that are silent for long. */
  beatMs: 15_000,
  /** A stream ends then and is asked for again, so that whoever has lost a role loses the stream. */
  longestMs: 300_000,
  inAll: 100,
  ofOne: 6,
};

type LookAtBoard = () => Promise<Board | null>;

/** Boards as Server-Sent Events (HTML standard, section 9.2): the whole board whenever it has changed, its digest as the event's id. */
export class BoardStreams {
  readonly #stopping = new AbortController();
  readonly #open = new Map<string, number>();

  constructor(private readonly setting = usualStreams) {}

  /** How many streams are open. */
  get count(): number {
    return [...this.#open.values()].reduce((sum, count) => sum + count, 0);
  }

  /**
   * @param person who reads
   * @param lastId the event that the reader has already; nothing is sent while the board is still the same
   * @throws ProblemError where there are too many streams already
   */
  open(look: LookAtBoard, person: string, lastId: string | null, reader: AbortSignal): Response {
    const own = this.#open.get(person) ?? 0;
    const { inAll, ofOne, longestMs } = this.setting;
    if (own >= ofOne || this.count >= inAll)
      throw new ProblemError(
        429,
        'Too many streams',
        `${own >= ofOne ? 'You have' : 'There are'} too many boards open; close one.`,
      );
    this.#open.set(person, own + 1);
    const gone = new AbortController();
    const end = AbortSignal.any([gone.signal, reader, this.#stopping.signal, AbortSignal.timeout(longestMs)]);
    const texts = this.#texts(look, lastId, end);
    const body = new ReadableStream<Uint8Array>(
      {
        // Asked for one after the other as the reader takes them: a slow one gets the newest board, not all of them.
        async pull(controller) {
          const { value, done } = await texts.next();
          if (done === true) {
            gone.abort();
            controller.close();
          } else controller.enqueue(new TextEncoder().encode(value));
        },
        cancel: () => gone.abort(),
      },
      { highWaterMark: 0 },
    );
    end.addEventListener('abort', () => this.#release(person), { once: true });
    return new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // A proxy that gathers answers would hold the board back.
        'X-Accel-Buffering': 'no',
      },
    });
  }

  /** Ends all streams, so that the server can stop. */
  stop(): void {
    this.#stopping.abort();
  }

  #release(person: string): void {
    const left = (this.#open.get(person) ?? 1) - 1;
    if (left <= 0) this.#open.delete(person);
    else this.#open.set(person, left);
  }

  async *#texts(look: LookAtBoard, lastId: string | null, end: AbortSignal): AsyncGenerator<string> {
    const { lookMs, beatMs } = this.setting;
    let sentId = lastId;
    let sentMs = performance.now();
    yield ': the board of a plan\n\n';
    while (!end.aborted) {
      const board = await look();
      if (board === null) return;
      const data = JSON.stringify(board);
      const id = sha256OfText(data).slice(0, 32);
      if (id !== sentId) {
        sentId = id;
        sentMs = performance.now();
        yield `event: board\nid: ${id}\ndata: ${data}\n\n`;
      } else if (performance.now() - sentMs >= beatMs) {
        sentMs = performance.now();
        yield ': alive\n\n';
      }
      await sleep(lookMs, undefined, { signal: end }).catch(() => undefined);
    }
  }
}
