/**
 * What the studio knows of the store of checkpoints: the typed contract of its worker. The same store works on the command
 * line, over a directory.
 */
import type { Precision } from '../contract';

/** Where a checkpoint is taken from. A token is used for these requests and never written anywhere. */
export type CheckpointOrigin =
  /** A Hugging Face repository. `base` is the hub's address, `revision` a branch, tag or commit. */
  | { kind: 'hub'; base: string; repository: string; revision: string; token: string | null }
  /** A folder behind an address. */
  | { kind: 'url'; base: string }
  /** A model of a server's registry: its version by number or tag. `base` is the server's address. */
  | { kind: 'registry'; base: string; model: string; version: string; token: string | null }
  /** Files that a person picked or dropped, by their path in the folder. */
  | { kind: 'folder'; name: string; files: { path: string; file: Blob }[] };

/** Where a stored checkpoint came from, for people. */
export type CheckpointSourceNote =
  | { kind: 'hub'; base: string; repository: string; revision: string; commit: string }
  | { kind: 'url'; base: string }
  | { kind: 'registry'; base: string; model: string; version: number }
  | { kind: 'folder'; name: string };

/** What taking a checkpoint would mean, found out before anything is downloaded. */
export interface CheckpointOffer {
  name: string;
  source: CheckpointSourceNote;
  /** After config.json; a class that the engine does not run is refused here already. */
  architecture: string;
  /** The licence that the repository states; null where it states none. */
  licence: string | null;
  files: { path: string; bytes: number }[];
  bytes: number;
  /** Bytes of these files that an interrupted download has left here. */
  haveBytes: number;
  /** What conversion will add, by precision. */
  graphBytes: Record<Precision, number>;
  space: StorageSpace;
}

export interface StorageSpace {
  usedBytes: number;
  /** What the browser (or disk) allows in all; null where it does not say. */
  quotaBytes: number | null;
  /** Whether the browser has promised not to evict what is stored. */
  persisted: boolean;
}

export interface StoredCheckpoint {
  digest: string;
  name: string;
  source: CheckpointSourceNote;
  architecture: string;
  licence: string | null;
  files: { path: string; bytes: number; sha256: string }[];
  /** Bytes of the checkpoint's own files; 0 once they were dropped and only graphs are left. */
  bytes: number;
  graphs: { precision: Precision; bytes: number }[];
  hasTemplate: boolean;
  addedAt: string;
}

/** A download that was interrupted and can go on. */
export interface UnfinishedCheckpoint {
  id: string;
  name: string;
  source: CheckpointSourceNote;
  doneBytes: number;
  bytes: number;
}

export interface TransferProgress {
  stage: 'resolve' | 'transfer' | 'verify';
  file: string;
  doneBytes: number;
  totalBytes: number;
  bytesPerS: number;
  secondsLeft: number | null;
}

export type VerifyFinding = { path: string; rule: string; arrived: string };

/** One store in one worker. `onProgress` callbacks cross the worker border by comlink's proxy. Errors reject with name and message kept. */
export interface CheckpointsContract {
  list(): Promise<{ stored: StoredCheckpoint[]; unfinished: UnfinishedCheckpoint[]; space: StorageSpace }>;
  /** Resolves the revision, reads config.json and the list of files. Downloads no weights. */
  inspect(origin: CheckpointOrigin): Promise<CheckpointOffer>;
  /** Takes all files in, checks sizes and hashes, and only then lists the checkpoint. Goes on where an interrupted call stopped. */
  add(origin: CheckpointOrigin, onProgress: (progress: TransferProgress) => void): Promise<StoredCheckpoint>;
  /** Ends the running `add`, which rejects with an `AbortError`; what has arrived stays for the next one. */
  cancel(): Promise<void>;
  /** Reads everything again and compares sizes and hashes; an empty list says that all is well. */
  verify(digest: string, onProgress: (progress: TransferProgress) => void): Promise<VerifyFinding[]>;
  remove(digest: string): Promise<void>;
  removeUnfinished(id: string): Promise<void>;
  /** Drops the checkpoint's own files where a graph is there: it can be scored with, but not converted anew. */
  dropOriginals(digest: string): Promise<void>;
}
