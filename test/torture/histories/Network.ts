import type { Scheduler } from 'fast-check';
import { problemCodes } from '../../../src/sync/wire/Problem';
import { readAnswer } from '../../../src/sync/wire/readAnswer';
import type { Crash, TortureServer } from './TortureServer';

/**
 * What happens to a request: it never arrives; its answer is lost, or torn in the midst; it arrives twice, or once more much
 * later; the server is busy; a bit of it is another when it arrives; or the server dies over it.
 */
export const faults = [
  ...['drop', 'lost answer', 'torn answer', 'twice', 'again later', 'busy', 'altered'],
  ...['before commit', 'torn', 'after commit'],
] as const;
export type Fault = (typeof faults)[number] | Crash;

interface Sent {
  path: string;
  init: RequestInit;
}

/** The way between browsers and the server: every request and every answer waits for its turn, and may meet a fault. */
export class Network {
  faults: Fault[] = [];
  met = 0;
  /** Batches of more events are refused on the way, as a proxy does. */
  mostEvents = 500;
  /** Requests that the server works on. */
  working = 0;
  /** Requests on their way that met a fault. */
  harmed = 0;
  #late: Sent[] = [];

  constructor(
    private readonly scheduler: Scheduler,
    private readonly server: TortureServer,
    /** Told of what every answer that came back acknowledges. */
    private readonly onAcknowledged: (generation: string, ids: readonly string[]) => void,
  ) {}

  /** `fetch`, as a browser has it. */
  fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = String(input as string);
    const fault = this.faults.shift();
    if (!fault) return this.#carry(path, init);
    this.met++;
    this.harmed++;
    try {
      return await this.#carry(path, init, fault);
    } finally {
      this.harmed--;
    }
  };

  /** Requests of long ago arrive once more. */
  async deliverLate(): Promise<void> {
    for (const { path, init } of this.#late.splice(0)) await this.#ask(path, init).catch(() => undefined);
  }

  async #carry(path: string, init: RequestInit, fault?: Fault): Promise<Response> {
    await this.#turn('request');
    if (fault === 'drop') throw new TypeError('The request was lost.');
    const refusal = fault === 'busy' ? busy() : this.#refusal(init);
    const answer = refusal ?? (await this.#arrive(path, init, fault));
    await this.#turn('answer');
    return this.#giveBack(answer, fault);
  }

  async #arrive(path: string, init: RequestInit, fault: Fault | undefined): Promise<Response> {
    if (fault === 'again later') this.#late.push({ path, init });
    if (fault === 'twice') await this.#ask(path, init);
    if (fault === 'before commit' || fault === 'torn' || fault === 'after commit') this.server.crash = fault;
    return this.#ask(path, fault === 'altered' ? altered(init) : init);
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    this.working++;
    const { life } = this.server;
    try {
      const { method = 'GET', headers = {}, body = null } = init;
      const answer = await this.server.request(path, { method, headers, body });
      const text = await answer.text();
      if (life !== this.server.life) throw new TypeError('The connection was torn.');
      return new Response(text, { status: answer.status, headers: answer.headers });
    } finally {
      this.working--;
      this.server.crash = null;
    }
  }

  async #giveBack(answer: Response, fault: Fault | undefined): Promise<Response> {
    if (fault === 'lost answer') throw new TypeError('The answer was lost.');
    const text = await answer.text();
    if (fault === 'torn answer') return torn(text, answer);
    if (answer.status === 200 && text.startsWith('{"generation"') && text.includes('"acked"')) {
      const { generation, acked } = readAnswer.batch(JSON.parse(text));
      this.onAcknowledged(generation, acked);
    }
    return new Response(text, { status: answer.status, headers: answer.headers });
  }

  #refusal({ body }: RequestInit): Response | null {
    if (typeof body !== 'string') return null;
    const { events } = JSON.parse(body) as { events: unknown[] };
    if (events.length <= this.mostEvents) return null;
    return Response.json({ detail: 'Too large.', code: problemCodes.tooLarge }, { status: 413 });
  }

  async #turn(what: string): Promise<void> {
    await this.scheduler.schedule(Promise.resolve(), what);
  }
}

function busy(): Response {
  return new Response('{}', { status: 503, headers: { 'Retry-After': '5' } });
}

/** The same batch with one word of one verdict another; anything else stays. */
function altered(init: RequestInit): RequestInit {
  if (typeof init.body !== 'string') return init;
  return { ...init, body: init.body.replace('"disagreement"', '"agreement"') };
}

/** An answer that breaks off. */
function torn(text: string, { status, headers }: Response): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
      controller.error(new TypeError('The connection was torn.'));
    },
  });
  return new Response(stream, { status, headers });
}
