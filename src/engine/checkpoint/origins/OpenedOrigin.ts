import type { CheckpointSourceNote } from '../checkpointsContract';

/** A file that an origin offers, with whatever it says of its content. */
export interface OfferedFile {
  path: string;
  bytes: number;
  /** In lower-case hexadecimal; null where the origin does not say. */
  sha256: string | null;
  /** git's name of the content: sha1 over `blob LENGTH`, a zero byte and the content. */
  gitSha1: string | null;
  /** The server's name of this version; null where it gives none that the page may read. */
  etag: string | null;
}

/** Bytes on their way. */
export interface ArrivingBytes {
  /** Where they begin: 0 where the origin gives whole files only, whatever was asked for. */
  start: number;
  pieces: AsyncIterable<Uint8Array>;
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
  /** Names of files as far as the place lists them. */
  readonly listed: readonly string[];
  find(path: string, signal: AbortSignal): Promise<OfferedFile | null>;
  /** The file from a byte on; it may end before the file does. */
  arrive(file: OfferedFile, start: number, signal: AbortSignal): Promise<ArrivingBytes>;
}
