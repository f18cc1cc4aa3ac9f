import type { OutboxBatch, Receipt } from '../../../src/store/outbox/OutboxPorts';
import type { Answered } from '../../../src/sync/Refusal';
import type { ArrivingPage } from '../../../src/sync/ServerLink';
import type { Digest } from '../../../src/sync/wire/Digest';
import { emptyXor, fingerprintOf, xorHex } from '../../../src/sync/wire/fingerprint';
import type { LedgerEvent } from '../../../src/verdicts/VerdictEvent';
import { verifyEvent } from '../../../src/verdicts/verifyEvent';

/** The server's half of the protocol in memory, as docs/protocol.md says it. */
export class MemoryServer {
  log: LedgerEvent[] = [];
  generation = 1;
  /** Batches of more events are refused as too large. */
  mostEvents = 500;
  readonly #pageEvents = 3;

  /** Back to a state of before, as a backup has it. */
  restore(length: number): void {
    this.log = this.log.slice(0, length);
    this.generation++;
  }

  /** It forgets an event without noticing: a fault of the disk that only digests show. */
  forget(at: number): void {
    this.log.splice(at % Math.max(1, this.log.length), 1);
  }

  look(): Answered<{ generation: string }> {
    return { ok: true, value: { generation: String(this.generation) } };
  }

  push(generation: string, { events }: OutboxBatch): Answered<Receipt> {
    const message = 'refused';
    if (generation !== String(this.generation))
      return { ok: false, refusal: { kind: 'generation', generation: String(this.generation), message } };
    if (events.length > this.mostEvents) return { ok: false, refusal: { kind: 'too_large', message } };
    const receipt = { generation, acked: [] as string[], rejected: [] as Receipt['rejected'][number][] };
    for (const event of events) {
      const code = this.#take(event);
      if (code === null) receipt.acked.push(event.id);
      else receipt.rejected.push({ id: event.id, code, message });
    }
    return { ok: true, value: receipt };
  }

  pull(after: string | null): Answered<ArrivingPage> {
    const [generation, place] = after === null ? [this.generation, 0] : after.split(' ').map(Number);
    if (generation !== this.generation)
      return { ok: false, refusal: { kind: 'generation', generation: null, message: 'another' } };
    const events = this.log.slice(place, (place ?? 0) + this.#pageEvents);
    const next = (place ?? 0) + events.length;
    const page = { events, annotators: {}, next: `${this.generation} ${next}`, generation: String(generation) };
    return { ok: true, value: { ...page, more: next < this.log.length } };
  }

  digest(client: string): Answered<Digest> {
    const own = this.log.filter((event) => event.client === client);
    const xor = own.map((event) => fingerprintOf(event)).reduce(xorHex, emptyXor);
    const counts = { count: own.length, parked: 0, maxSeq: own.length, gaps: [] };
    return { ok: true, value: { client, generation: String(this.generation), ...counts, xor } };
  }

  #take(event: LedgerEvent): string | null {
    if (!verifyEvent(event).ok) return 'schema';
    const known = this.log.find(({ id }) => id === event.id);
    if (known) return known.hash === event.hash ? null : 'id_conflict';
    if (this.log.some(({ client, seq }) => client === event.client && seq === event.seq)) return 'seq_conflict';
    this.log.push(event);
    return null;
  }
}
