export interface RejectedRow {
  /** The file of the import that it stood in. */
  file: string;
  /** 1-based line in the file (JSONL, CSV) or 1-based element (JSON array). */
  line: number;
  reason: string;
  /** The beginning of what stood there, at most 200 characters. */
  sample: string;
}

/** What became of the rows of one file. `rows = kept + duplicates + conflicts + rejected`. */
export interface FileReport {
  file: string;
  format: string;
  bytes: number;
  rows: number;
  kept: number;
  duplicates: number;
  conflicts: number;
  rejected: number;
}

/** Pairs that another data set of this browser held already when this one came. */
export interface AlsoIn {
  dataSet: string;
  name: string;
  pairs: number;
  /** Those of them that have another label there. */
  conflicts: number;
}

/** What became of every row of an import. `rows = kept + duplicates + conflicts + rejected.length + rejectedBeyond`. */
export interface ImportReport {
  /** The name of the import: of one file that file's. */
  file: string;
  /** Titles of the recognised formats. */
  format: string;
  rows: number;
  /** Rows that became an item, of their own or (one response a row) with others of the same prompt. */
  kept: number;
  items: number;
  pairs: number;
  /** Rows whose item was there already, with the same label: merged with it, with both sources. */
  duplicates: number;
  /** Rows whose item was there already with another label: the source contradicts itself. */
  conflicts: number;
  ties: number;
  unlabelled: number;
  /** Responses that their row has twice, with the same text and rank: each became one. */
  sameResponses: number;
  alsoIn: AlsoIn[];
  /** The same by file, in the order in which they were read. */
  files: FileReport[];
  /** The first 1,000 rejected rows; `rejectedBeyond` counts the rest. */
  rejected: RejectedRow[];
  rejectedBeyond: number;
}

type NewFields = 'sameResponses' | 'alsoIn' | 'files' | 'rejected';

/** A report as Assay wrote it at any time: before it read several files at once, it said less. */
export type StoredReport = Omit<ImportReport, NewFields> &
  Partial<Omit<ImportReport, 'rejected'>> & { rejected: (Omit<RejectedRow, 'file'> & Partial<RejectedRow>)[] };

/** The report with all fields: what an older one does not say is none, or of its one file. */
export function completeReport(report: StoredReport, bytes: number): ImportReport {
  const { file, format, rows, kept, duplicates, conflicts, rejectedBeyond } = report;
  const rejected = report.rejected.map((row) => ({ file, ...row }));
  const only = { file, format, bytes, rows, kept, duplicates, conflicts, rejected: rejected.length + rejectedBeyond };
  return { sameResponses: 0, alsoIn: [], files: [only], ...report, rejected };
}
