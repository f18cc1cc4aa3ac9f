/** Which column holds what, where no format is recognised. The same mapping serves every file with the same columns. */
export type ColumnMapping =
  | { kind: 'ranked'; prompt: string | null; chosen: string; rejected: string; source: string | null }
  | {
      kind: 'compared';
      prompt: string | null;
      first: string;
      second: string;
      /** Column of the label, with the values that mean first, second and tie; null: the rows are unlabelled. */
      label: { column: string; first: string; second: string; tie: string } | null;
      source: string | null;
    };
