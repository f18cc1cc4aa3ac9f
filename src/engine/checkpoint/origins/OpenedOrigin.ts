import type { ArrivingBytes } from '../../../hub/arriveByRange';
import type { ListedFile } from '../../../hub/readListing';
import type { CheckpointSourceNote } from '../checkpointsContract';

/** A file that an origin offers. */
export interface OfferedFile extends ListedFile {
  /** The server's name of this version; null where it gives none that the page may read. */
  etag: string | null;
}

/** A place that one checkpoint comes from, after it was found. Methods reject with `TransferError` or an `AbortError`. */
export interface OpenedOrigin {
  /** For people. */
  readonly name: string;
  readonly source: CheckpointSourceNote;
  /** The same for the same checkpoint at the same place, without any token. */
  readonly key: string;
  /** The licence that the place itself states; null where it states none. */
  readonly licence: string | null;
  /** The checkpoint's digest, of places that announce it. */
  readonly digest?: string;
  /** Names of files as far as the place lists them. */
  readonly listed: readonly string[];
  find(path: string, signal: AbortSignal): Promise<OfferedFile | null>;
  /** The file from a byte on; it may end before the file does. */
  arrive(file: OfferedFile, start: number, signal: AbortSignal): Promise<ArrivingBytes>;
}
