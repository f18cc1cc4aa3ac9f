import type { ImportReport } from './ImportReport';

/** What the studio knows of imported files beside their pairs. */
export interface DataSet {
  /** UUIDv7, given at import. */
  id: string;
  name: string;
  /** ISO 8601, UTC. */
  importedAt: string;
  /** Titles of the recognised formats, for people. */
  format: string;
  /** Of all files together, as they were given. */
  bytes: number;
  items: number;
  pairs: number;
  /** Of samples: the line that the licence asks to show. */
  attribution: string | null;
  /** Texts that people should be warned of before they are shown. */
  notice: string | null;
  report: ImportReport;
}
