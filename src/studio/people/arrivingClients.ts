import type { People } from '../../verdicts/people/People';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** One client whose events a file brings. */
export interface ArrivingClient {
  client: string;
  events: number;
  pairs: number;
  /** ISO 8601. */
  last: string;
  /** Whose it is, where that is known: a name, or empty for mine. Null: it must be asked. */
  person: string | null;
}

export interface KnownClients {
  people: People;
  /** Clients with events in the ledger. */
  here: ReadonlySet<string>;
  /** This browser's own. */
  own: string;
}

/** The clients of some events, those with most events first. Whose events are here already without a name, they are mine. */
export function arrivingClients(events: readonly LedgerEvent[], { people, here, own }: KnownClients): ArrivingClient[] {
  const byClient = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    const known = byClient.get(event.client);
    if (known) known.push(event);
    else byClient.set(event.client, [event]);
  }
  const clients = [...byClient].map(([client, given]) => ({
    client,
    events: given.length,
    pairs: new Set(given.map(({ pair }) => pair)).size,
    last: given.reduce((last, { at }) => (at > last ? at : last), ''),
    person: people[client] ?? (client === own || here.has(client) ? '' : null),
  }));
  return clients.sort((one, other) => other.events - one.events);
}
