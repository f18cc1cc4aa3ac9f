export type Physical =
  'BOOLEAN' | 'INT32' | 'INT64' | 'INT96' | 'FLOAT' | 'DOUBLE' | 'BYTE_ARRAY' | 'FIXED_LEN_BYTE_ARRAY';

/** What the stored values mean. `plain`: nothing beyond themselves. */
export type Meaning =
  | { kind: 'plain' | 'text' | 'json' | 'date' | 'uuid' | 'float16' | 'unsigned' }
  | { kind: 'timestamp'; perSecond: bigint }
  | { kind: 'decimal'; scale: number };

export interface LeafType {
  physical: Physical;
  /** Bytes of one value, where all have the same (FIXED_LEN_BYTE_ARRAY). */
  length: number;
  meaning: Meaning;
}

/** A field of a Parquet file's schema. */
export interface SchemaNode {
  name: string;
  repetition: 'required' | 'optional' | 'repeated';
  /** The definition level of a value that is there, and how many repeated fields it lies in. */
  definition: number;
  repeated: number;
  children: SchemaNode[];
  /**
   * `list`, `map`: groups around one repeated field. That field is a `wrapper` where it only holds the list's element, and an
   * `entry` where it holds key and value.
   */
  shape: 'leaf' | 'struct' | 'list' | 'map' | 'wrapper' | 'entry';
  /** Null for groups. */
  leaf: LeafType | null;
  /** Its leaves are those from `firstLeaf` up to `endLeaf`, counted over the whole schema. */
  firstLeaf: number;
  endLeaf: number;
}
