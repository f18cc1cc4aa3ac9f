import type { Arrival, Receipt } from '../../../src/store/outbox/OutboxPorts';
import type { OutboxMark } from '../../../src/store/outbox/OutboxMark';
import { noContact, type SyncRecord } from '../../../src/store/outbox/SyncRecord';
import type { Outbox } from '../../../src/sync/Outbox';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { blindDraft, madeUuid, prefer, sealed } from '../../verdicts/madeEvents';

/** A browser's storage in memory: every verb is one step that nothing can come between, as a transaction is. */
export class MemoryBrowser implements Outbox {
  events: LedgerEvent[] = [];
  marks = new Map<string, OutboxMark>();
  known: SyncRecord = noContact;
  #client: number;
  #seq = 0;

  constructor(client: number) {
    this.#client = client;
  }

  append(pair: number): LedgerEvent {
    const event = sealed(blindDraft(pair, prefer(1)), ++this.#seq, this.#client);
    this.#store(event, true);
    return event;
  }

  /** The browser threw everything away: what comes next is another client's. */
  wipe(client: number): void {
    [this.events, this.marks, this.known] = [[], new Map(), noContact];
    [this.#client, this.#seq] = [client, 0];
  }

  waiting(): LedgerEvent[] {
    return this.events.filter(({ id }) => this.marks.get(id)?.state === 'waiting');
  }

  record = async () => this.known;

  async batch(mostEvents: number) {
    const [first] = this.waiting();
    if (!first) return null;
    const own = this.waiting().filter(({ client }) => client === first.client);
    return { client: first.client, events: own.slice(0, mostEvents) };
  }

  async settle(receipt: Receipt, at: string) {
    if (receipt.generation !== this.known.generation) return;
    for (const id of receipt.acked) this.marks.delete(id);
    for (const rejected of receipt.rejected) this.marks.set(rejected.id, { state: 'rejected', at, ...rejected });
    this.known = { ...this.known, acknowledgedAt: at };
  }

  async park(id: string, code: string, message: string, at: string) {
    this.marks.set(id, { state: 'rejected', id, code, message, at });
  }

  async renew(generation: string) {
    for (const { id } of this.events) this.marks.set(id, { state: 'waiting' });
    this.known = { ...this.known, generation, cursor: null };
  }

  async sendAgain() {
    const client = madeUuid(this.#client);
    for (const event of this.events) if (event.client === client) this.marks.set(event.id, { state: 'waiting' });
    this.known = { ...this.known, cursor: null };
  }

  async take(arrival: Arrival) {
    if (arrival.generation !== this.known.generation) return { added: 0, people: null };
    const ids = new Set(this.events.map(({ id }) => id));
    const added = arrival.events.filter(({ id }) => !ids.has(id));
    for (const event of added) this.#store(event, false);
    for (const { id } of arrival.events) this.marks.delete(id);
    if (this.known.cursor === arrival.after) this.known = { ...this.known, cursor: arrival.next };
    return { added: added.length, people: null };
  }

  async acknowledged() {
    const client = madeUuid(this.#client);
    return { client, events: this.events.filter((event) => event.client === client && !this.marks.has(event.id)) };
  }

  #store(event: LedgerEvent, isNew: boolean): void {
    this.events.push(event);
    if (isNew) this.marks.set(event.id, { state: 'waiting' });
  }
}
