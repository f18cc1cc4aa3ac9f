import { canonicalJson } from '../../../src/pairs/canonicalJson';
import { emptyXor, fingerprintText, xorHex } from '../../../src/sync/wire/fingerprint';
import { verifyEvent } from '../../../src/verdicts/verifyEvent';
import { firstLink, nextLink } from '../chain';
import type { ClientRecord, LedgerStore, StoredEvent } from '../LedgerStore';
import { sha256OfText } from '../sha256OfText';
import { eventsOf } from './exportLedger';

/** What a look at every event has found; `faults` is empty where all is as it was taken. */
export interface VerifyReport {
  events: number;
  clients: number;
  parked: number;
  faults: string[];
}

type Running = Omit<ClientRecord, 'client' | 'annotator'>;

/** Computes hashes, links and digests of a store anew, and compares them with what the ledger says. */
export async function verifyLedger(ledger: LedgerStore, store: string): Promise<VerifyReport> {
  const faults = await ledger.integrityFaults();
  const found = new Map<string, Running>();
  let events = 0;
  for await (const event of eventsOf(ledger, store)) {
    events++;
    faults.push(...eventFaults(event, found));
  }
  const clients = await ledger.clients(store);
  faults.push(...clients.flatMap((record) => recordFaults(record, found.get(record.client))));
  return { events, clients: clients.length, parked: (await ledger.parked(store, null)).length, faults };
}

function eventFaults(stored: StoredEvent, found: Map<string, Running>): string[] {
  const { client, annotator, receivedAt, link, body } = stored;
  const where = `Position ${stored.position}, client ${client}:`;
  const verification = verifyEvent(parsed(body), sha256OfText);
  if (!verification.ok) return [`${where} ${verification.reason}`];
  const { event } = verification;
  const before = found.get(client) ?? { count: 0, maxSeq: 0, xor: emptyXor, link: firstLink };
  found.set(client, {
    count: before.count + 1,
    maxSeq: Math.max(before.maxSeq, event.seq),
    xor: xorHex(before.xor, sha256OfText(fingerprintText(event))),
    // Goes on from what stands there, so that one break is told once.
    link,
  });
  const faults: string[] = [];
  if (event.client !== client) faults.push(`${where} the event names client ${event.client}.`);
  if (canonicalJson(event) !== body) faults.push(`${where} the event is not stored in its canonical form.`);
  if (nextLink(before.link, event.hash, annotator, receivedAt) !== link)
    faults.push(`${where} the chain breaks here: an event, its sender or its time was altered, added or taken out.`);
  return faults;
}

function recordFaults(record: ClientRecord, found: Running | undefined): string[] {
  const { client } = record;
  const events = found ?? { count: 0, maxSeq: 0, xor: emptyXor, link: firstLink };
  const differing = (['count', 'maxSeq', 'xor', 'link'] as const).filter((name) => record[name] !== events[name]);
  return differing.map(
    (name) =>
      `Client ${client}: its books say ${name} ${record[name]}, its events ${events[name]}; events were taken out or added.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
