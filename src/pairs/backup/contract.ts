import type { LedgerEvent } from '../../verdicts/VerdictEvent';

/** `done` of `total` bytes. */
export interface BackupProgress {
  /** The part that is read or written now. */
  part: string;
  done: number;
  total: number;
}

/** Everything in one file. */
export interface MadeBackup {
  content: Blob;
  bytes: number;
  events: number;
  dataSets: number;
  rewards: number;
  /** Data sets that are not in it, and why. */
  leftOut: { name: string; reason: string }[];
}

/** A part of a backup, or a line of it, that was not restored. */
export interface RefusedPart {
  part: string;
  reason: string;
}

/** What became of a backup. What was here already stayed as it was. */
export interface RestoreReport {
  /** Sound events that were handed over, and what the file held of them. */
  events: number;
  dataSets: { added: string[]; known: string[] };
  rewards: { added: number; known: number };
  settings: { added: number; known: number };
  /** Pairs whose label or rewards were seen before a verdict. */
  revealed: string[];
  refused: RefusedPart[];
  /** Refused lines that `refused` does not list. */
  refusedBeyond: number;
}

/** What the studio knows of the backup worker. One thing at a time. */
export interface BackupContract {
  make(onProgress: (progress: BackupProgress) => void): Promise<MadeBackup>;
  /**
   * Adds what a backup holds to what is here. `take` is given the verified events, some at a time: the ledger is the page's. Any file
   * with verdict events is one: also "everything", and the provenance of an export.
   */
  restore(
    file: Blob,
    name: string,
    take: (events: LedgerEvent[]) => Promise<void>,
    onProgress: (progress: BackupProgress) => void,
  ): Promise<RestoreReport>;
  /** The same for the verdicts that came with the rows of a stored data set (one of "everything"). */
  restoreCameWith(
    dataSet: string,
    take: (events: LedgerEvent[]) => Promise<void>,
    onProgress: (progress: BackupProgress) => void,
  ): Promise<RestoreReport>;
  cancel(): Promise<void>;
}
