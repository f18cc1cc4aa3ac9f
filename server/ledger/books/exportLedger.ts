import { createHash } from 'node:crypto';
import type { LedgerStore, ParkedEvent, StoredEvent } from '../LedgerStore';

const pageEvents = 1000;
const pageChars = 4_194_304;

/**
 * A store of the ledger as lines, each with its line break. Events that come meanwhile are left out.
 * @param until ISO 8601: only what came up to then; null for all.
 */
export async function* exportLedger(ledger: LedgerStore, store: string, until: string | null): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counts = { events: 0, parked: 0 };
  const line = (text: string) => {
    hash.update(`${text}\n`);
    return `${text}\n`;
  };
  yield line(JSON.stringify({ export: 'assay-ledger', version: 1, store }));
  for await (const event of eventsOf(ledger, store)) {
    if (until !== null && event.receivedAt > until) continue;
    counts.events++;
    yield line(eventText(event));
  }
  for (const event of await ledger.parked(store, null)) {
    if (until !== null && event.receivedAt > until) continue;
    counts.parked++;
    yield line(parkedText(event));
  }
  yield `${JSON.stringify({ end: { ...counts, sha256: hash.digest('hex') } })}\n`;
}

/** All events that a store has now, in the order in which they were taken. */
export async function* eventsOf(ledger: LedgerStore, store: string): AsyncGenerator<StoredEvent> {
  const head = await ledger.head(store);
  for (let after = 0; ;) {
    const { events, more } = await ledger.page(store, after, pageEvents, pageChars);
    for (const event of events) if (event.position <= head) yield event;
    after = events.at(-1)?.position ?? head;
    if (!more || after >= head) return;
  }
}

function eventText({ body, annotator, receivedAt, link }: StoredEvent): string {
  return `{"event":${body},${JSON.stringify({ annotator, receivedAt, link }).slice(1)}`;
}

function parkedText({ body, client, annotator, id, seq, code, message, receivedAt }: ParkedEvent): string {
  return `{"parked":${body},${JSON.stringify({ client, annotator, id, seq, code, message, receivedAt }).slice(1)}`;
}
