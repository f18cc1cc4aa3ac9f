import type { ParkedEvent } from '../LedgerStore';

/** The lines of an exported ledger: one JSON object a line, UTF-8. Two exports of the same ledger are the same bytes. */
export type ExportLine = HeadLine | EventLine | ParkedLine | EndLine;

export interface HeadLine {
  export: 'assay-ledger';
  version: 1;
  store: string;
}

/** An event as the ledger has it: the event itself, who sent it, when it came, its link in its client's chain. */
export interface EventLine {
  event: { client: string };
  annotator: string;
  receivedAt: string;
  link: string;
}

/** An event that was parked, as it arrived, and why. */
export interface ParkedLine extends Omit<ParkedEvent, 'body'> {
  parked: unknown;
}

/** The last line: an export without it was cut off. */
export interface EndLine {
  end: { events: number; parked: number; sha256: string };
}
