import type { ExportOptions } from './ExportOptions';
import type { ProfileName } from './profiles/profiles';
import type { RowFinding } from './RowLinter';
import type { StayOut } from './Survey';

/** A tokenizer with its chat template: of a checkpoint behind an address, or of a stored one with the template chosen for it. */
export type TokenizerChoice =
  { kind: 'url'; base: string } | { kind: 'stored'; digest: string; template: string | null };

/** A trainer's limit. Without a tokenizer characters are counted (UTF-16 units of all messages). */
export interface LengthLimit {
  maxLength: number;
  tokenizer: TokenizerChoice | null;
}

export interface ExportRequest {
  /** Ids. */
  dataSets: string[];
  profile: ProfileName;
  /** Beginning of the file names, without ending. */
  name: string;
  options: Partial<ExportOptions>;
  /** The key of the reward table whose rewards go along; null: none. */
  checkpoint: string | null;
  limit: LengthLimit | null;
}

/** `read`: texts are read; `check`: rows are looked through; `write`: a file is written. `done` of `total` pairs. */
export interface ExportProgress {
  stage: 'read' | 'check' | 'write';
  done: number;
  total: number;
  /** The file that is written, and which one of how many; null before. */
  file: { path: string; number: number; of: number } | null;
}

/** What an export would be, before it is written. */
export interface ExportCheck {
  /** Pairs of the data sets. */
  pairs: number;
  /** Those that leave in the profile's data, and in the file of soft labels. */
  rows: number;
  softRows: number;
  stayOut: StayOut[];
  findings: RowFinding[];
  /** Pairs of which a side is longer than the limit; null where none was given. */
  tooLong: number | null;
  /** Paths of the files. */
  files: string[];
}

/** A file that was written and lies in the browser's own files until the next export of this worker. */
export interface WrittenFile {
  path: string;
  /** Media type. */
  type: string;
  bytes: number;
  /** Of the bytes, in hex. */
  sha256: string;
  /** Of the bytes, as a zip wants it. */
  crc32: number;
  content: Blob;
}

/** What the studio knows of the export worker. One thing at a time: a newer call ends the older, which rejects. */
export interface ExportContract {
  /** How many pairs' texts a check would have to read. */
  size(request: ExportRequest): Promise<number>;
  /** Reads and looks through all pairs. */
  check(request: ExportRequest, onProgress: (progress: ExportProgress) => void): Promise<ExportCheck>;
  /** Writes the files of the last check. */
  write(onProgress: (progress: ExportProgress) => void): Promise<WrittenFile[]>;
  /** Ends what runs; it rejects with `ExportCancelled`. What was checked before stays. */
  cancel(): Promise<void>;
}
