import { problemCodes } from '../../../src/sync/wire/Problem';
import { wireLimits } from '../../../src/sync/wire/wireLimits';
import { problem } from '../../problem';
import { readCursor, writeCursor } from '../cursor';
import type { LedgerService } from '../LedgerService';
import type { LedgerStore, StoredPage } from '../LedgerStore';

interface SentBatch {
  client: string;
  generation: string;
  /** Whether the client is another's. */
  relayed?: boolean | undefined;
  as?: string | undefined;
  events: unknown[];
}

interface PageQuery {
  after?: string | undefined;
  limit?: number | undefined;
  wait?: number | undefined;
}

/** What the routes answer, once a request has passed its checks. */
export class LedgerHandlers {
  readonly #store: LedgerStore;

  constructor(private readonly service: LedgerService) {
    this.#store = service.store;
  }

  /** @param mayRead whether whoever asks belongs to the project that has a store's id; of others nothing is said */
  async stores(mayRead: (store: string) => boolean): Promise<Response> {
    const stores = (await this.#store.stores()).filter(({ id }) => mayRead(id));
    return json({ generation: await this.#store.generation(), stores });
  }

  /** @param sender who sends, and whether others' events are taken from there too */
  async batch(store: string, sent: SentBatch, sender: { id: string; mayRelay: boolean }): Promise<Response> {
    const { client, generation, events } = sent;
    const own = await this.#store.generation();
    if (generation !== own) return generationChanged(own);
    const receivedAt = new Date().toISOString();
    // Another person's, who was signed in at that browser: to this sender they are events to pass on.
    const isPassedOn = sent.relayed === true || (sent.as ?? sender.id) !== sender.id;
    const relay = isPassedOn ? ({ relay: sender.mayRelay ? 'granted' : 'refused' } as const) : {};
    const batch = { store, client, annotator: sender.id, ...relay, receivedAt, events };
    const outcome = await this.service.append(batch);
    const { acked, rejected, head } = outcome;
    return json({ generation, acked, rejected, head: writeCursor(generation, head) });
  }

  /** @param blind the person who reads, where that person may not see all */
  async events(
    store: string,
    { after, limit = wireLimits.pageEvents, wait = 0 }: PageQuery,
    blind: string | null,
    reader: AbortSignal,
  ): Promise<Response> {
    const generation = await this.#store.generation();
    const position = after === undefined ? 0 : readCursor(after, generation);
    if (position === 'other_generation') return generationChanged(generation);
    if (position === 'unreadable') return unreadableCursor();
    const ask = () =>
      blind === null
        ? this.#store.page(store, position, limit, wireLimits.pageChars)
        : this.#store.blindPage(store, position, limit, wireLimits.pageChars, blind);
    let page = await ask();
    if (page.events.length === 0 && !page.more && wait > 0) {
      await this.service.waitFor(store, position, wait * 1000, reader);
      page = await ask();
    }
    return pageAnswer(page, generation);
  }

  async digest(store: string, client: string): Promise<Response> {
    return json({ ...(await this.#store.digest(store, client)), generation: await this.#store.generation() });
  }

  /** @param blind as for `events` */
  async rejected(store: string, client: string, blind: string | null): Promise<Response> {
    const all = await this.#store.parked(store, client);
    const parked = blind === null ? all : all.filter(({ annotator }) => annotator === blind);
    const rejected = parked.map(({ id, seq, code, message, receivedAt, body }) => ({
      ...{ id, seq, code, message, receivedAt, event: JSON.parse(body) as unknown },
    }));
    return json({ rejected });
  }
}

function generationChanged(generation: string): Response {
  const detail = `This ledger was made or restored anew, as generation ${generation}: send every event again.`;
  return problem(409, 'Generation changed', detail, {}, { code: problemCodes.generationChanged, generation });
}

/** The events leave as they lie in the database, not read and written again. */
function pageAnswer({ events, upTo, more }: StoredPage, generation: string): Response {
  const annotators = Object.fromEntries(events.map(({ client, annotator }) => [client, annotator]));
  const next = writeCursor(generation, upTo);
  const rest = JSON.stringify({ annotators, next, generation, more }).slice(1);
  return jsonText(`{"events":[${events.map(({ body }) => body).join(',')}],${rest}`);
}

function unreadableCursor(): Response {
  const detail = 'The cursor was not given by this server: begin without "after".';
  return problem(422, 'Unreadable cursor', detail, {}, { code: problemCodes.requestMalformed });
}

function json(value: unknown): Response {
  return jsonText(JSON.stringify(value));
}

function jsonText(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } });
}
