/** The tables of tasks and of who holds which pairs. Times are ISO 8601, UTC, so that their order is that of their texts. */
export interface TaskTables {
  tasks: {
    id: string;
    project: string;
    name: string;
    data_set: string;
    /** JSON list of pair ids in their order; null: all pairs of the data set. */
    selection: string | null;
    pairs: number;
    overlap: number;
    /** JSON object of the pairs that another number of people judge, with that number; null: there are none. */
    pair_overlaps: string | null;
    reservation_minutes: number;
    made_at: string;
    made_by: string;
    closed_at: string | null;
  };
  reservations: {
    id: string;
    project: string;
    task: string;
    person: string;
    made_at: string;
    expires_at: string;
    released_at: string | null;
  };
  reserved_pairs: { reservation: string; place: number; pair: string };
}
