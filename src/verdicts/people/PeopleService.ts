import { readEvents } from '../../pairs/backup/readEvents';
import { IdPlaces } from '../../pairs/columns/IdPlaces';
import { jsonLines } from '../../pairs/export/jsonLines';
import { otherValue, type PairIndex } from '../../pairs/PairIndex';
import { LabelFold } from '../LabelFold';
import { me } from '../PersonOf';
import type { LedgerEvent } from '../VerdictEvent';
import { makePeopleReport, type ReportScope } from './makePeopleReport';
import { personOfPeople, type People } from './People';
import type { LedgerReading, PeopleContract } from './PeopleContract';
import type { PeopleReport } from './PeopleReport';

/** What the worker reads of this browser. */
export interface PeopleStore {
  /** All events of the ledger, in the order in which they were stored. */
  events(): Promise<LedgerEvent[]>;
  /** Who this browser is in the ledger. */
  client(): Promise<string>;
  pairIndex(dataSet: string): Promise<PairIndex>;
}

const refusedListed = 100;
const eventsInPiece = 1000;

/** The people worker's side of its contract. */
export class PeopleService implements PeopleContract {
  readonly #openStore: () => Promise<PeopleStore>;
  #store: Promise<PeopleStore> | null = null;

  constructor(openStore: () => Promise<PeopleStore>) {
    this.#openStore = openStore;
  }

  async report(people: People, dataSet: string | null): Promise<PeopleReport> {
    const store = await this.#opened();
    const [events, client] = [await store.events(), await store.client()];
    const fold = new LabelFold(personOfPeople(people));
    fold.add(events);
    const scope = dataSet === null ? null : scopeOf(await store.pairIndex(dataSet), fold);
    return makePeopleReport(fold, events, scope, client);
  }

  async readLedger(file: Blob, name: string): Promise<LedgerReading> {
    const reading: LedgerReading = { events: [], lines: [], refused: [], refusedBeyond: 0 };
    for await (const read of readEvents(file, name)) {
      if (read.ok) {
        reading.events.push(read.event);
        reading.lines.push(read.line);
      } else if (reading.refused.length < refusedListed) reading.refused.push({ line: read.line, reason: read.reason });
      else reading.refusedBeyond++;
    }
    return reading;
  }

  async writeLedger(people: People, whose: 'mine' | 'all'): Promise<{ content: Blob; events: number }> {
    const personOf = personOfPeople(people);
    const all = await (await this.#opened()).events();
    const events = whose === 'all' ? all : all.filter(({ client }) => personOf(client) === me);
    const pieces: string[] = [];
    for (let at = 0; at < events.length; at += eventsInPiece)
      pieces.push(jsonLines(events.slice(at, at + eventsInPiece)));
    return { content: new Blob(pieces, { type: 'application/jsonl' }), events: events.length };
  }

  #opened(): Promise<PeopleStore> {
    return (this.#store ??= this.#openStore().catch((error: unknown) => {
      this.#store = null;
      throw error;
    }));
  }
}

/** A data set's pairs, told apart by source, by its facets and by the category that people verified. */
function scopeOf(index: PairIndex, fold: LabelFold): ReportScope {
  const places = IdPlaces.build([index.pairIds], index.length, (bytes) => new ArrayBuffer(bytes));
  const rows = new Map<string, number | null>();
  const rowOf = (pair: string): number | null => {
    const row = rows.get(pair) ?? places.first(pair);
    rows.set(pair, row);
    return row;
  };
  const byRow = (valueAt: (row: number) => string | null) => (pair: string) => {
    const row = rowOf(pair);
    return row === null ? null : valueAt(row);
  };
  return {
    pairs: index.length,
    holds: (pair) => rowOf(pair) !== null,
    facets: [
      { name: 'verified category', valueOf: (pair) => fold.attributes(pair)?.data.category ?? null },
      { name: 'source', valueOf: byRow((row) => index.sourceNames[index.sources[row] ?? 0] ?? null) },
      // What the source's label holds stands first among a data set's facets, and says least here.
      ...index.facets.toReversed().map(({ name, values, codes }) => ({
        name,
        valueOf: byRow((row) => {
          const code = codes[row] ?? 0;
          return code === otherValue ? null : (values[code - 1] ?? null);
        }),
      })),
    ],
  };
}
