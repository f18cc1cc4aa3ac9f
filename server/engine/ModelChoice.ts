/** A checkpoint that a command names, and where it lies. */
export type ModelChoice =
  /** A folder of this machine, read where it is: the demo, or one that a person names. `keepGraph`: whether its graph is kept. */
  | { kind: 'folder'; path: string; keepGraph: boolean }
  /** One of the data folder, by its digest. */
  | { kind: 'stored'; digest: string };
