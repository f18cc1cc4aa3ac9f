import type { IncomingBatch, LedgerStore, ParkedEvent } from '../LedgerStore';
import type { EventLine, ParkedLine } from './LedgerExport';
import { checkExport, entriesOf } from './readExport';

/** What came of a restore. `refused`: events that the ledger has with other content; its own stay. */
export interface RestoreReport {
  generation: string;
  events: number;
  parked: number;
  refused: { id: string | null; message: string }[];
}

const eventsAtOnce = 500;

/**
 * Takes an exported ledger in, beside what is there. The generation becomes another, so that every client sends again what was not
 * in the export.
 * @param until ISO 8601: only what had come up to then; null for all.
 * @throws BooksError where the file is not whole; the ledger is then untouched
 */
export async function restoreLedger(ledger: LedgerStore, path: string, until: string | null): Promise<RestoreReport> {
  const { store } = await checkExport(path);
  const report: RestoreReport = { generation: await ledger.renewGeneration(), events: 0, parked: 0, refused: [] };
  const taking = new Taking(ledger, store, report);
  for await (const line of entriesOf(path)) {
    if (until !== null && line.receivedAt > until) continue;
    if ('event' in line) await taking.add(line);
    else await taking.park(line);
  }
  await taking.flush();
  return report;
}

/** Lines on their way into the ledger: as they were received, so that the chains come out as they were. */
class Taking {
  #batches: (IncomingBatch & { events: unknown[] })[] = [];
  #waiting = 0;

  constructor(
    private readonly ledger: LedgerStore,
    private readonly store: string,
    private readonly report: RestoreReport,
  ) {}

  async add({ event, annotator, receivedAt }: EventLine): Promise<void> {
    const last = this.#batches.at(-1);
    const { client } = event;
    if (last?.client === client && last.annotator === annotator && last.receivedAt === receivedAt)
      last.events.push(event);
    else this.#batches.push({ store: this.store, client, annotator, receivedAt, events: [event] });
    if (++this.#waiting >= eventsAtOnce) await this.flush();
  }

  async park({ parked, ...line }: ParkedLine): Promise<void> {
    await this.flush();
    const event: ParkedEvent = { ...line, body: JSON.stringify(parked) };
    await this.ledger.keepParked(this.store, [event]);
    this.report.parked++;
  }

  async flush(): Promise<void> {
    const outcomes = await this.ledger.append(this.#batches);
    for (const { acked, rejected } of outcomes) {
      this.report.events += acked.length;
      this.report.refused.push(...rejected.map(({ id, message }) => ({ id, message })));
    }
    this.#batches = [];
    this.#waiting = 0;
  }
}
