import type { OutboxBatch, Receipt } from '../store/outbox/OutboxPorts';
import type { Answered } from './Refusal';
import type { Digest } from './wire/Digest';
import type { EventsPage } from './wire/EventsPage';

/** A page of the server's events, as they came: unchecked. */
export type ArrivingPage = Omit<EventsPage, 'events'> & { events: unknown[] };

/** The server as the exchange asks it. Nothing throws: refusals are data. */
export interface ServerLink {
  /** The server's present generation. */
  look(): Promise<Answered<{ generation: string }>>;
  push(generation: string, batch: OutboxBatch): Promise<Answered<Receipt>>;
  /** @param after null: from the beginning */
  pull(after: string | null): Promise<Answered<ArrivingPage>>;
  /** Resolves to whether there is news behind the cursor, as soon as there is; at the latest when the signal is aborted. */
  listen(after: string | null, signal: AbortSignal): Promise<boolean>;
  digest(client: string): Promise<Answered<Digest>>;
}
