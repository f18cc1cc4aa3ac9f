import { vi } from 'vitest';
import type { Board, BoardEntry } from '../../../src/curation/board/Board';
import { curationSetting } from '../../../src/studio/curation/KeptCuration';
import { curationOf } from '../../../src/studio/curation/curationOf';
import { openStore } from '../../../src/store/openStore';
import type { SyncContract, SyncStatus } from '../../../src/sync/SyncContract';
import { MadeRoom } from '../models/MadeRoom';
import { entryOf } from './madeBoard';

const status = { hasServer: true, waiting: 0, rejected: 0, acknowledgedAt: null, problem: null, farewell: null };

/** A sync that knows of a server, or of none. */
function madeSync(hasServer: boolean): SyncContract {
  return {
    start: async (onStatus) => onStatus({ ...status, hasServer } as unknown as SyncStatus),
    wake: async () => undefined,
    setVisible: async () => undefined,
    rejected: async () => [],
    retryRejected: async () => undefined,
    rawOutbox: async () => new Blob([]),
  };
}

/** One open stream of events of the made server. */
class MadeStream {
  isOpen = true;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(
    readonly plan: string,
    readonly lastId: string | null,
    signal: AbortSignal | null | undefined,
  ) {
    this.body = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.isOpen = false),
    });
    signal?.addEventListener('abort', () => this.break(new DOMException('Aborted', 'AbortError')));
  }

  send(text: string): void {
    if (this.isOpen) this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  /** The connection is gone in the midst of it. */
  break(error: Error = new TypeError('network error')): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#controller?.error(error);
  }
}

/** A server's routes of curation as `fetch` sees them, and a studio in the Curation room before them. */
export class MadeCuration {
  readonly room = new MadeRoom();
  /** What is asked, in order: the path after `/curation`, empty for the list. */
  readonly asked: string[] = [];
  readonly boards = new Map<string, Board>();
  explanations: Record<string, unknown> = {};
  /** What stands in the place of any answer; null: it answers. */
  refusal: (() => Response) | null = null;
  streams: MadeStream[] = [];
  #ids = 0;
  readonly #real = globalThis.fetch;

  /** Takes the place of the network, and forgets what other tests kept. */
  async begin(): Promise<void> {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init = {}) => {
      const address = input instanceof Request ? input.url : String(input);
      const match = /\/v1\/projects\/main\/curation([^?]*)/.exec(address);
      return match ? this.#answer(decodeURIComponent(match[1] ?? ''), init) : this.#real(input, init);
    });
    await this.forget();
  }

  async end(): Promise<void> {
    await this.room.close();
    for (const stream of this.streams) stream.break();
    vi.restoreAllMocks();
    await this.forget();
  }

  async forget(): Promise<void> {
    const store = await openStore();
    await store.removeSetting(curationSetting);
  }

  enter(hash = '#/curation', hasServer = true): Promise<void> {
    return this.room.enter(hash, { sync: madeSync(hasServer) });
  }

  /** Puts a board on the server and tells whoever follows it. */
  tell(board: Board): void {
    this.boards.set(board.plan, board);
    for (const stream of this.streams) if (stream.plan === board.plan) this.#send(stream);
  }

  get open(): MadeStream[] {
    return this.streams.filter(({ isOpen }) => isOpen);
  }

  get text(): string {
    return this.room.text;
  }

  shows(text: string): Promise<void> {
    return vi.waitFor(
      () => {
        if (!this.text.includes(text))
          throw new Error(`The room does not say "${text}" but: ${this.text.slice(0, 2000)}`);
      },
      { timeout: 15_000 },
    );
  }

  /** As the minute that has passed. */
  look(): Promise<void> {
    return curationOf(this.room.studio).look();
  }

  get said(): string {
    return this.room.studio.announcer.text;
  }

  #answer(path: string, init: RequestInit): Response {
    this.asked.push(path);
    if (this.refusal) return this.refusal();
    if (path === '')
      return Response.json({ plans: [...this.boards.values()].map((board): BoardEntry => entryOf(board)) });
    const [, plan = '', kind, pair = ''] = path.split('/');
    if (!this.boards.has(plan)) return problem(404, `No plan ${plan} in this project.`);
    if (kind === 'changes') return this.#stream(plan, init);
    const explained = this.explanations[pair];
    return explained ? Response.json(explained) : problem(404, `No finished step of the plan has a pair ${pair}.`);
  }

  #stream(plan: string, init: RequestInit): Response {
    const stream = new MadeStream(plan, new Headers(init.headers).get('Last-Event-ID'), init.signal);
    this.streams.push(stream);
    this.#send(stream);
    return new Response(stream.body, { headers: { 'Content-Type': 'text/event-stream' } });
  }

  #send(stream: MadeStream): void {
    const board = this.boards.get(stream.plan);
    this.#ids += 1;
    stream.send(`event: board\nid: ${this.#ids}\ndata: ${JSON.stringify(board)}\n\n`);
  }
}

/** An RFC 9457 answer. */
export function problem(status: number, detail: string): Response {
  const headers = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify({ title: 'Refused', status, detail }), { status, headers });
}
