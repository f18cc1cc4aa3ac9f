import type { ByteSource } from '../../../src/pairs/ByteSource';

/** A file of preference data to read, on this machine or on a hub. */
export interface InputFile extends ByteSource {
  /** As it stands in reports: relative to the folder or the data set that was named, else the file's own name. */
  readonly name: string;
  /** Whether it was named by itself or by its data set, and not found in a folder. */
  readonly isNamed: boolean;
}
