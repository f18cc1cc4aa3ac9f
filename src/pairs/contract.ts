import type { DataSet } from './DataSet';
import type { ColumnMapping } from './ColumnMapping';
import type { RemoteFile } from './RemoteFile';

/** What the studio knows of the import worker. */
export interface Inspection {
  file: string;
  bytes: number;
  /** How the rows are written, in a zip those of its first entry. Parquet's count as JSON: they have values, not cells. */
  container: 'jsonl' | 'json' | 'csv';
  /** The container as people say it: "CSV divided by tabs, in gzip, text in UTF-16". */
  containerInWords: string;
  columns: string[];
  /** The recognised format; null: the mapping panel asks. */
  format: { name: string; title: string } | null;
  /** Up to three rows in words ("Prompt: ... / Chosen: ... / Rejected: ..."). Empty where no format is known. */
  rowsInWords: { line: number; prompt: string; better: string; worse: string; label: string }[];
  /** Ids of the pairs of those rows that have a label: who has seen them has seen it. */
  labelledPairs: string[];
  /** The first three rows as they came, for the mapping panel: column to text. */
  sampleRows: { [column: string]: string }[];
  suggestedMapping: ColumnMapping | null;
}

/** One file of an import: given by the person, fetched from the studio's own origin, or on a hub. */
export interface FileToRead {
  name: string;
  file: File | Blob | RemoteFile;
  mapping: ColumnMapping | null;
}

/** Files that become one data set. */
export interface ImportRequest {
  /** Of the data set. */
  name: string;
  files: FileToRead[];
  attribution: string | null;
  notice: string | null;
}

export interface ImportProgress {
  doneBytes: number;
  totalBytes: number;
  rows: number;
  pairs: number;
}

export interface ImportContract {
  /** Reads the beginning of the file. Rejects on an empty or binary file, saying which. */
  inspect(file: File | Blob | RemoteFile, name: string): Promise<Inspection>;
  /** The same with a mapping chosen by the person: the live preview. */
  preview(file: File | Blob | RemoteFile, name: string, mapping: ColumnMapping): Promise<Inspection>;
  /** Reads all files whole into the store, as one data set; it appears only when all of it is written. */
  import(request: ImportRequest, onProgress: (progress: ImportProgress) => void): Promise<DataSet>;
  /** Ends the running import; what it wrote is removed. */
  cancel(): Promise<void>;
}
