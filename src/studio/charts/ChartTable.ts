/** What a chart shows, as a table: its twin on the screen and its CSV. */
export interface ChartTable {
  columns: string[];
  rows: ChartRow[];
}

export interface ChartRow {
  /** One for each column. Null: there is no value, which the cell says by being empty. */
  cells: (string | number | null)[];
  /** The mark of the chart that this row stands for; null where the row cannot be chosen. */
  mark: number | null;
}
