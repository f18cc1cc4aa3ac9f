export interface RejectedRow {
  /** 1-based line in the file (JSONL, CSV) or 1-based element (JSON array). */
  line: number;
  reason: string;
  /** The beginning of what stood there, at most 200 characters. */
  sample: string;
}

/** What became of every row of a file. `rows = kept + duplicates + conflicts + rejected.length + rejectedBeyond`. */
export interface ImportReport {
  file: string;
  format: string;
  rows: number;
  /** Rows that became an item, of their own or (one response a row) with others of the same prompt. */
  kept: number;
  items: number;
  pairs: number;
  /** Rows whose item was there already, with the same label. */
  duplicates: number;
  /** Rows whose item was there already with another label: the source contradicts itself. */
  conflicts: number;
  ties: number;
  unlabelled: number;
  /** The first 1,000 rejected rows; `rejectedBeyond` counts the rest. */
  rejected: RejectedRow[];
  rejectedBeyond: number;
}
