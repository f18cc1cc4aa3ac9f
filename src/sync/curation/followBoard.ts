import { createParser } from 'eventsource-parser';
import { backOffMs } from '../backOffMs';
import type { Refusal } from '../Refusal';
import { refusalOf } from '../refusalOf';
import { WireError } from '../wire/WireError';
import type { BoardNews } from './CurationLink';
import { readCuration } from './readCuration';

export interface FollowTimes {
  /** A server that has said nothing for so long, not even a heart-beat, is gone. */
  silenceMs: number;
  /** A connection that held so long is no failure when it ends. */
  steadyMs: number;
  /** How long to wait after so many failures in a row. */
  waitMs: (failures: number) => number;
}

/** The server's heart beats every 15 s. */
export const usualTimes: FollowTimes = {
  silenceMs: 40_000,
  steadyMs: 10_000,
  waitMs: (failures) => backOffMs(failures, Math.random()),
};

/** A board has some kilobytes; what is larger is none. */
const longestText = 8 << 20;

interface Following {
  open: (lastId: string | null, signal: AbortSignal) => Promise<Response>;
  tell: (news: BoardNews) => void;
  signal: AbortSignal;
  times: FollowTimes;
}

/** Follows a board's stream of events until the signal ends it. A stream that ends is asked for again, from where it was. */
export async function followBoard({ open, tell, signal, times }: Following): Promise<void> {
  let lastId: string | null = null;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const stream = new BoardStream(times.silenceMs, signal, (news, id) => {
      if (id !== null) lastId = id;
      tell(news);
    });
    const refusal = await stream.run((either) => open(lastId, either));
    if (signal.aborted) return;
    const wasSteady = performance.now() - began >= times.steadyMs;
    // A stream that ends in order, as it does every few minutes, is no news where the next one begins at once.
    if (refusal === null && wasSteady) continue;
    failures = wasSteady ? 1 : failures + 1;
    const order = refusal?.kind === 'later' ? (refusal.afterMs ?? 0) : 0;
    const againInMs = Math.max(order, times.waitMs(failures));
    const message = 'The server ended the stream.';
    tell({ kind: 'away', refusal: refusal ?? { kind: 'unreachable', message }, againInMs });
    await pause(againInMs, signal);
  }
}

/** One connection. */
class BoardStream {
  readonly #silence = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly silenceMs: number,
    private readonly signal: AbortSignal,
    private readonly tell: (news: BoardNews, id: string | null) => void,
  ) {}

  /** Reads until it ends; why it did, null where the server ended it in order. */
  async run(open: (signal: AbortSignal) => Promise<Response>): Promise<Refusal | null> {
    this.#heard();
    try {
      const response = await open(AbortSignal.any([this.signal, this.#silence.signal]));
      if (!response.ok) return refusalOf(response, await response.json().catch(() => null));
      const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;
      if (!isStream || response.body === null)
        return { kind: 'absent', message: 'No server that runs curation answers at this address.' };
      this.tell({ kind: 'live' }, null);
      await this.#read(response.body.getReader());
      return null;
    } catch (error) {
      if (error instanceof WireError) return { kind: 'malformed', message: error.message };
      return { kind: 'unreachable', message: this.#complaint(error) };
    } finally {
      clearTimeout(this.#timer);
      this.#silence.abort();
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let length = 0;
    const parser = createParser({
      onEvent: ({ event, data, id }) => {
        length = 0;
        if (event === 'board') this.tell({ kind: 'board', board: readCuration.board(parsed(data)) }, id ?? null);
      },
    });
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#heard();
      const text = decoder.decode(part.value, { stream: true });
      length += text.length;
      if (length > longestText) throw new WireError('The board that the server sends is too long to be one.');
      parser.feed(text);
    }
  }

  #heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#silence.abort(), this.silenceMs);
  }

  #complaint(error: unknown): string {
    return this.#silence.signal.aborted
      ? `The server has said nothing for ${Math.round(this.silenceMs / 1000)} s.`
      : `The server could not be reached (${String(error)}).`;
  }
}

/** @throws WireError where the text is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WireError('The board that the server sends is no JSON.');
  }
}

/** Ends early with the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
