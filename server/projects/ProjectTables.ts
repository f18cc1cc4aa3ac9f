/** The tables of projects and their protocols. Times are ISO 8601, UTC. */
export interface ProjectTables {
  projects: {
    /** The id of the project's ledger as well. */
    id: string;
    name: string;
    made_at: string;
    overlap: number;
    reservation_minutes: number;
    reveal: string;
  };
  /** Versions of a project's written protocol; the last one is in force. */
  protocols: {
    project: string;
    number: number;
    /** As verdicts name it. */
    name: string;
    text: string;
    sha256: string;
    since: string;
    added_by: string;
  };
}
