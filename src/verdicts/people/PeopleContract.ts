import type { LedgerEvent } from '../VerdictEvent';
import type { People } from './People';
import type { PeopleReport } from './PeopleReport';

/** A file of verdict events, read and checked; nothing of it is in the ledger yet. */
export interface LedgerReading {
  /** Those that are sound, in the file's order, and the line of each. */
  events: LedgerEvent[];
  lines: number[];
  /** Lines that hold an event which is not sound, and why; the first ones. */
  refused: { line: number; reason: string }[];
  refusedBeyond: number;
}

/** What the studio knows of the worker that looks over several people's verdicts. */
export interface PeopleContract {
  /** @param dataSet null: of all pairs that anybody judged. */
  report(people: People, dataSet: string | null): Promise<PeopleReport>;
  /** Reads any file with verdict events: another browser's ledger, a backup, an export with verdicts. */
  readLedger(file: Blob, name: string): Promise<LedgerReading>;
  /** The events of this person (or of all people) as a file: an event a line, in the order in which they were stored. */
  writeLedger(people: People, whose: 'mine' | 'all'): Promise<{ content: Blob; events: number }>;
}
