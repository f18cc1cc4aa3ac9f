import type { ImportReport } from './ImportReport';

/** What the studio knows of an imported file beside its pairs. */
export interface DataSet {
  /** UUIDv7, given at import. */
  id: string;
  name: string;
  /** ISO 8601, UTC. */
  importedAt: string;
  /** Title of the recognised format, for people. */
  format: string;
  bytes: number;
  items: number;
  pairs: number;
  /** Of samples: the line that the licence asks to show. */
  attribution: string | null;
  /** Texts that people should be warned of before they are shown. */
  notice: string | null;
  report: ImportReport;
}
