import type { OutboxBatch, Receipt } from '../store/outbox/OutboxPorts';
import type { Answered } from './Refusal';
import type { Digest } from './wire/Digest';
import type { EventsPage } from './wire/EventsPage';

/** A page of the server's events, as they came: unchecked. */
export type ArrivingPage = Omit<EventsPage, 'events'> & { events: unknown[] };

/** One ledger of a server, as it is now. */
export interface Place {
  generation: string;
  store: string;
}

/** The server as the exchange asks it. Nothing throws: refusals are data. */
export interface ServerLink {
  /** The server's present generation, and the store that this credential's events belong into. */
  look(): Promise<Answered<Place>>;
  push(place: Place, batch: OutboxBatch): Promise<Answered<Receipt>>;
  /** @param after null: from the beginning */
  pull(store: string, after: string | null): Promise<Answered<ArrivingPage>>;
  /** Resolves to whether there is news behind the cursor, as soon as there is; at the latest when the signal is aborted. */
  listen(store: string, after: string | null, signal: AbortSignal): Promise<boolean>;
  digest(store: string, client: string): Promise<Answered<Digest>>;
}
