/**
 * The files of one checkpoint folder, wherever it lies. Implementations know no file's meaning; a missing required file
 * rejects with a `CheckpointError` that names it.
 */
export interface CheckpointSource {
  /** The folder's name, for people. */
  readonly name: string;
  has(file: string): Promise<boolean>;
  /** The whole file, or null where the folder has none of that name. */
  find(file: string): Promise<Uint8Array | null>;
  /** Length of the file in bytes. */
  size(file: string): Promise<number>;
  /** Bytes `[start, end)` of the file. */
  range(file: string, start: number, end: number): Promise<Uint8Array>;
  /** Of sources that hold files open. */
  close?(): Promise<void>;
}
