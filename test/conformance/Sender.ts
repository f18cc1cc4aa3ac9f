import { v4, v7 } from 'uuid';
import { readAnswer } from '../../src/sync/wire/readAnswer';
import { mainStore, wirePaths } from '../../src/sync/wire/wirePaths';
import type { BatchAnswer } from '../../src/sync/wire/Batch';
import { sealEvent } from '../../src/verdicts/sealEvent';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { blindDraft, prefer } from '../verdicts/madeEvents';

/** A client of the protocol that makes events and asks plainly, one request at a time, without repeating any by itself. */
export class Sender {
  readonly client = v4();
  readonly #storeId = v4();
  #seq = 0;

  private constructor(
    readonly base: string,
    public generation: string,
    readonly store = mainStore,
  ) {}

  static async of(base: string): Promise<Sender> {
    const { generation } = readAnswer.storeList(await (await fetch(base + wirePaths.stores())).json());
    return new Sender(base, generation);
  }

  /** Another client of the same server. */
  another(): Sender {
    return new Sender(this.base, this.generation);
  }

  /** The next events of this client. */
  make(count: number): LedgerEvent[] {
    return Array.from({ length: count }, () => this.makeAt(++this.#seq));
  }

  /** An event in any place, with another id each time. */
  makeAt(seq: number): LedgerEvent {
    const place = { id: v7(), storeId: this.#storeId, client: this.client, seq, at: new Date().toISOString() };
    return sealEvent(blindDraft(seq % 50, prefer(seq % 2 === 0 ? 3 : -1)), place);
  }

  /** The raw answer to any body. */
  put(body: unknown, { headers = {}, batch = v7(), store = this.store }: PutOptions = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'Content-Type': 'application/json', ...headers };
    return fetch(this.base + wirePaths.batch(store, batch), { method: 'PUT', headers: all, body: text });
  }

  /** Sends events and reads the answer. @throws where it is none of a batch */
  async send(events: readonly unknown[], options: PutOptions = {}): Promise<BatchAnswer> {
    const { client, generation } = this;
    const answer = await this.put({ client, generation, events }, options);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return readAnswer.batch(await answer.json());
  }

  get(path: string, signal?: AbortSignal): Promise<Response> {
    return fetch(this.base + path, { ...(signal && { signal }) });
  }

  async digest() {
    return readAnswer.digest(await (await this.get(wirePaths.digest(this.store, this.client))).json());
  }

  async page(after: string, options: { limit?: number; waitS?: number } = {}) {
    const answer = await this.get(wirePaths.events(this.store, { after, ...options }));
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return readAnswer.eventsPage(await answer.json());
  }

  /** All events after a cursor, and the cursor behind them. */
  async follow(after = '', limit = 1000): Promise<{ events: LedgerEvent[]; next: string }> {
    const events: LedgerEvent[] = [];
    for (let next = after; ;) {
      const page = await this.page(next, { limit });
      events.push(...(page.events as LedgerEvent[]));
      next = page.next;
      if (!page.more) return { events, next };
    }
  }
}

interface PutOptions {
  headers?: Record<string, string>;
  batch?: string;
  store?: string;
}
