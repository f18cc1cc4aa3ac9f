/** A file in a zip. Sizes are what the zip says of it. */
export interface ZipEntry {
  name: string;
  method: 'stored' | 'deflated';
  /** Where its local header begins. */
  headerAt: number;
  packedBytes: number;
  bytes: number;
  crc32: number;
}

/** A file in a zip that is not read, and why. */
export interface RefusedEntry {
  name: string;
  reason: string;
}

export interface ZipContent {
  /** In the order of the zip's directory. */
  entries: ZipEntry[];
  refused: RefusedEntry[];
}
