/** The table of the data sets that projects have; their rows and pairs lie in files. Times are ISO 8601, UTC. */
export interface DataSetTables {
  data_sets: {
    project: string;
    /** sha256 of the file as it was given. */
    id: string;
    name: string;
    file: string;
    bytes: number;
    format: string;
    items: number;
    pairs: number;
    added_at: string;
    added_by: string;
    retired_at: string | null;
  };
}
