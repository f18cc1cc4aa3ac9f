import type { LedgerReading, PeopleContract } from '../../verdicts/people/PeopleContract';
import type { PeopleReport } from '../../verdicts/people/PeopleReport';
import { withClient } from '../../verdicts/people/People';
import peopleUrl from '../../../workers/people?worker&url';
import { messageOf } from '../parts/format';
import { startTrustedWorker } from '../startTrustedWorker';
import type { Studio } from '../Studio.svelte';
import { TypedWorker } from '../TypedWorker';
import { arrivingClients, type ArrivingClient } from './arrivingClients';

/** A file that was read and waits until it is said whose its verdicts are. */
export interface Arriving {
  file: string;
  reading: LedgerReading;
  clients: ArrivingClient[];
}

/** What became of a file. */
export interface Taken {
  file: string;
  added: number;
  known: number;
  /** Lines whose events were not sound, or stood against what is here; nothing of those was taken. */
  refused: { line: number; reason: string }[];
  refusedBeyond: number;
}

/** What is known of several people's verdicts, and their ledgers as files. Outlives the room. */
export class PeopleDesk {
  report = $state.raw<PeopleReport | null>(null);
  /** The newest report is being made. */
  looking = $state(false);
  running = $state<'read' | 'take' | 'hand' | null>(null);
  arriving = $state.raw<Arriving | null>(null);
  taken = $state.raw<Taken | null>(null);
  error = $state<string | null>(null);
  readonly #studio: Studio;
  readonly #worker: TypedWorker<PeopleContract>;
  #turn = 0;

  constructor(studio: Studio, start: () => Worker = () => startTrustedWorker(peopleUrl, 'people')) {
    this.#studio = studio;
    this.#worker = new TypedWorker('people', start);
  }

  /** Looks over all verdicts again; of two calls at once the later one counts. Never rejects. */
  async look(dataSet: string | null): Promise<void> {
    const turn = ++this.#turn;
    this.looking = true;
    const { people } = this.#studio.people;
    try {
      const report = await this.#worker.call((remote) => remote.report(people, dataSet));
      if (turn === this.#turn) this.report = report;
    } catch (error) {
      if (turn === this.#turn) this.error = messageOf(error);
    }
    if (turn === this.#turn) this.looking = false;
  }

  /** Reads a file of verdicts. Nothing is taken before it is said whose they are. Never rejects. */
  async read(file: File): Promise<void> {
    await this.#run('read', async () => {
      const reading = await this.#worker.call((remote) => remote.readLedger(file, file.name));
      const { people } = this.#studio.people;
      const report = this.report ?? (await this.#worker.call((remote) => remote.report(people, null)));
      const here = new Set(report.people.flatMap(({ clients }) => clients.map(({ client }) => client)));
      const clients = arrivingClients(reading.events, { people, here, own: report.client });
      this.arriving = { file: file.name, reading, clients };
    });
  }

  /** Takes in what was read, by the names that were given to its clients (empty: mine). Never rejects. */
  async take(names: ReadonlyMap<string, string>): Promise<void> {
    const { arriving } = this;
    if (!arriving) return;
    const { file, reading } = arriving;
    await this.#run('take', async () => {
      const studio = this.#studio;
      // Named first: what somebody else said must not count as mine for a moment.
      let { people } = studio.people;
      for (const [client, name] of names) people = withClient(people, client, name);
      await studio.changePeople(people);
      const merged = await studio.mergeEvents(reading.events);
      const lines = new Map(reading.events.map(({ id }, at) => [id, reading.lines[at] ?? 0]));
      const conflicts = merged.conflicts.map(({ id, reason }) => ({ line: lines.get(id) ?? 0, reason }));
      const refused = [...reading.refused, ...conflicts].sort((one, other) => one.line - other.line);
      const { refusedBeyond } = reading;
      this.taken = { file, added: merged.added.length, known: merged.known, refused, refusedBeyond };
      this.arriving = null;
      studio.announcer.say(`${file} was taken in.`);
    });
  }

  /** Leaves a file that was read. */
  leave(): void {
    this.arriving = null;
  }

  /** The ledger as a file; null where that failed, which stands in `error`. */
  async hand(whose: 'mine' | 'all'): Promise<{ content: Blob; events: number } | null> {
    const { people } = this.#studio.people;
    let made: { content: Blob; events: number } | null = null;
    await this.#run('hand', async () => {
      made = await this.#worker.call((remote) => remote.writeLedger(people, whose));
    });
    return made;
  }

  async #run(doing: 'read' | 'take' | 'hand', act: () => Promise<void>): Promise<void> {
    this.running = doing;
    this.error = this.taken = null;
    try {
      await act();
    } catch (error) {
      this.error = messageOf(error);
    }
    this.running = null;
  }
}
