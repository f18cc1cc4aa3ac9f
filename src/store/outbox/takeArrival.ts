import { peopleSetting, readPeople, withClient, type People } from '../../verdicts/people/People';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { Arrival } from './OutboxPorts';
import { noContact, type SyncRecord } from './SyncRecord';
import type { SyncTransaction } from './SyncTransaction';

/** What was new of an arrival. */
export interface Taken {
  added: number;
  /** The names of people, where clients were met for the first time; else null. */
  people: People | null;
}

/** The annotator of every client where the server knows no people. */
const noPerson = 'local';

/**
 * Stores events of the server that the ledger has not, and moves the cursor, in one transaction. A client that is met for the
 * first time gets a name in the same transaction: without one it would count as mine, and its verdicts would be shown before
 * my own.
 */
export async function takeArrival(transaction: SyncTransaction, arrival: Arrival): Promise<Taken> {
  const sync = transaction.objectStore('sync');
  const record = (await sync.get('server')) ?? noContact;
  if (record.generation !== arrival.generation) return { added: 0, people: null };
  const people = await nameStrangers(transaction, arrival);
  const refused = [...arrival.refused];
  let added = 0;
  for (const event of arrival.events) {
    const taken = await takeEvent(transaction, event);
    if (taken.kind === 'added') added++;
    if (taken.kind === 'refused') refused.push(taken.reason);
  }
  // A page that was asked for before the cursor was set back must not move it past what has not been read again.
  const cursor = record.cursor === arrival.after ? arrival.next : record.cursor;
  await sync.put({ ...withRefused(record, refused), cursor }, 'server');
  return { added, people };
}

type TakenEvent = { kind: 'added' } | { kind: 'known' } | { kind: 'refused'; reason: string };

async function takeEvent(transaction: SyncTransaction, event: LedgerEvent): Promise<TakenEvent> {
  const events = transaction.objectStore('events');
  const { id, client, seq } = event;
  const key = await events.index('id').getKey(id);
  if (key !== undefined) {
    const stored = await events.get(key);
    if (stored?.hash !== event.hash) return refusal(`Event ${id} is stored here with other content; that one stays.`);
    // The server has it on its disk: as good as acknowledged.
    await transaction.objectStore('outbox').delete(key);
    return { kind: 'known' };
  }
  if ((await events.index('place').getKey([client, seq])) !== undefined)
    return refusal(`Number ${seq} of client ${client} is another event's here; that one stays.`);
  await events.add(event);
  return { kind: 'added' };
}

function refusal(reason: string): TakenEvent {
  return { kind: 'refused', reason };
}

async function nameStrangers(transaction: SyncTransaction, arrival: Arrival): Promise<People | null> {
  const settings = transaction.objectStore('settings');
  const identity = await transaction.objectStore('meta').get('identity');
  const own = new Set([identity?.client, ...(identity?.former ?? [])]);
  const before = readPeople(await settings.get(peopleSetting));
  let people = before;
  for (const client of new Set(arrival.events.map((event) => event.client))) {
    if (own.has(client) || people[client] !== undefined || (await hasEvents(transaction, client))) continue;
    const annotator = arrival.annotators[client] ?? noPerson;
    people = withClient(people, client, annotator === noPerson ? `Browser ${client.slice(-6)}` : annotator);
  }
  if (people === before) return null;
  await settings.put(people, peopleSetting);
  return people;
}

async function hasEvents(transaction: SyncTransaction, client: string): Promise<boolean> {
  const range = IDBKeyRange.bound([client, 0], [client, Number.MAX_SAFE_INTEGER]);
  return (await transaction.objectStore('events').index('place').getKey(range)) !== undefined;
}

function withRefused(record: SyncRecord, reasons: readonly string[]): SyncRecord {
  const refusedReason = record.refusedReason ?? reasons[0] ?? null;
  return { ...record, refused: record.refused + reasons.length, refusedReason };
}
