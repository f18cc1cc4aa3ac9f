import { claimIdentity } from '../../../src/store/claimIdentity';
import type { LedgerTransaction } from '../../../src/store/LedgerTransaction';
import { nextIdentity } from '../../../src/store/nextIdentity';
import type { OutboxMark } from '../../../src/store/outbox/OutboxMark';
import type { Arrival, Receipt } from '../../../src/store/outbox/OutboxPorts';
import { noContact, type SyncRecord } from '../../../src/store/outbox/SyncRecord';
import type { LedgerIdentity } from '../../../src/store/schema';
import type { SentinelRecord } from '../../../src/store/sentinelRecord';
import type { Outbox } from '../../../src/sync/Outbox';
import { sealEvent } from '../../../src/verdicts/sealEvent';
import type { EventDraft, LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { madeUuid } from '../../verdicts/madeEvents';

/** What outlives a kill of the browser. */
interface Disk {
  events: LedgerEvent[];
  marks: Map<string, OutboxMark>;
  known: SyncRecord;
  identity: LedgerIdentity | null;
}

let made = 0;

/**
 * A browser's storage in memory: every verb is one step that nothing can come between, as a transaction is. Who it is in the ledger
 * is decided by the studio's own code.
 */
export class MemoryBrowser implements Outbox {
  #disk: Disk = { events: [], marks: new Map(), known: noContact, identity: null };
  #earlier: Disk[] = [];
  /** Outlives the disk, as localStorage does. */
  #sentinel: SentinelRecord | null = null;

  get events(): readonly LedgerEvent[] {
    return this.#disk.events;
  }

  get generation(): string | null {
    return this.#disk.known.generation;
  }

  /** The next event of this browser, durable. @param at ISO 8601, by the browser's clock */
  async append(draft: EventDraft, at: string): Promise<LedgerEvent> {
    const disk = this.#disk;
    const { identity } = await claimIdentity(asTransaction(disk), this.#sentinel);
    const { storeId, client, seq } = identity;
    const event = sealEvent(draft, { id: madeUuid(++made), storeId, client, seq: seq + 1, at });
    disk.identity = { ...identity, seq: seq + 1 };
    disk.events.push(event);
    disk.marks.set(event.id, { state: 'waiting' });
    this.#sentinel = { storeId, client, lastSeq: seq + 1, lost: 0 };
    return event;
  }

  /** Notes the disk as it is, to come back to. */
  snapshot(): void {
    this.#earlier.push({ ...this.#disk, events: [...this.#disk.events], marks: new Map(this.#disk.marks) });
  }

  /** The disk is as it was at some earlier time. */
  rollBack(which: number): void {
    const found = this.#earlier[which % Math.max(1, this.#earlier.length)];
    if (found) this.#disk = { ...found, events: [...found.events], marks: new Map(found.marks) };
  }

  /** The browser threw everything away but the sentinel. */
  wipe(): void {
    this.#disk = { events: [], marks: new Map(), known: noContact, identity: null };
  }

  /** Events that the screen shows as on the server. */
  shownAcknowledged(): LedgerEvent[] {
    return this.#disk.events.filter(({ id }) => !this.#disk.marks.has(id));
  }

  waiting(): LedgerEvent[] {
    return this.#disk.events.filter(({ id }) => this.#disk.marks.get(id)?.state === 'waiting');
  }

  rejected(): { id: string; code: string }[] {
    return [...this.#disk.marks.values()].filter((mark) => mark.state === 'rejected');
  }

  /** The person asks for another try. */
  retryRejected(): void {
    for (const { id } of this.rejected()) this.#disk.marks.set(id, { state: 'waiting' });
  }

  record = async () => this.#disk.known;

  async batch(mostEvents: number) {
    const [first] = this.waiting();
    if (!first) return null;
    const events = this.waiting().filter(({ client }) => client === first.client);
    const relayed = !this.#own().includes(first.client);
    return { client: first.client, relayed, person: null, events: events.slice(0, mostEvents) };
  }

  async settle(receipt: Receipt, at: string) {
    const { marks, known } = this.#disk;
    if (receipt.generation !== known.generation) return;
    for (const id of receipt.acked) marks.delete(id);
    for (const rejected of receipt.rejected) this.#settleRejected(rejected, at);
    this.#disk.known = { ...known, acknowledgedAt: at };
  }

  async park(id: string, code: string, message: string, at: string) {
    if (this.#has(id)) this.#disk.marks.set(id, { state: 'rejected', id, code, message, at });
  }

  async renew(generation: string) {
    for (const { id } of this.#disk.events) this.#disk.marks.set(id, { state: 'waiting' });
    this.#disk.known = { ...this.#disk.known, generation, cursor: null };
  }

  async sendAgain(client: string) {
    for (const event of this.#disk.events)
      if (event.client === client) this.#disk.marks.set(event.id, { state: 'waiting' });
    this.#disk.known = { ...this.#disk.known, cursor: null };
  }

  async take(arrival: Arrival) {
    const disk = this.#disk;
    if (arrival.generation !== disk.known.generation) return { added: 0, people: null };
    const added = arrival.events.filter(({ id, client, seq }) => !this.#has(id) && !this.#holds(client, seq));
    disk.events.push(...added);
    for (const { id } of arrival.events) disk.marks.delete(id);
    if (disk.known.cursor === arrival.after) disk.known = { ...disk.known, cursor: arrival.next };
    return { added: added.length, people: null };
  }

  async acknowledged() {
    return this.#own().map((client) => ({
      client,
      events: this.shownAcknowledged().filter((event) => event.client === client),
    }));
  }

  #settleRejected({ id, code, message }: Receipt['rejected'][number], at: string): void {
    const { events, marks, identity } = this.#disk;
    const event = events.find((one) => one.id === id);
    if (!event) return;
    marks.set(id, { state: 'rejected', id, code, message, at });
    if (code === 'seq_conflict' && identity?.client === event.client)
      this.#disk.identity = nextIdentity(identity.storeId, identity);
  }

  #own(): string[] {
    const { identity } = this.#disk;
    return identity ? [identity.client, ...(identity.former ?? [])] : [];
  }

  #has(id: string): boolean {
    return this.#disk.events.some((event) => event.id === id);
  }

  #holds(client: string, seq: number): boolean {
    return this.#disk.events.some((event) => event.client === client && event.seq === seq);
  }
}

/** The one record that claiming an identity reads and writes. */
function asTransaction(disk: Disk): LedgerTransaction {
  const meta = {
    get: async () => disk.identity ?? undefined,
    put: async (identity: LedgerIdentity) => void (disk.identity = identity),
  };
  return { objectStore: () => meta } as unknown as LedgerTransaction;
}
