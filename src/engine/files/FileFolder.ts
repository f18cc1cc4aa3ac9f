/**
 * A folder of large files, wherever the machine keeps them: the origin's private file system in a browser, a directory in
 * Node. Checkpoints and graphs live in one. Names are single path segments of letters, digits, `.`, `-` and `_`.
 * Every method rejects with `FileError` where the machine refuses.
 */
export interface FileFolder {
  readonly name: string;
  /** The folder of that name in this one, made where it is missing. */
  folder(name: string): Promise<FileFolder>;
  list(): Promise<FolderEntry[]>;
  /** The file for reading, or null where there is none. */
  open(name: string): Promise<OpenFile | null>;
  /** The file for writing, made where it is missing; `'keep'` goes on with what it holds, `'empty'` drops that. One writer at a time. */
  write(name: string, content: 'keep' | 'empty'): Promise<FileWriter>;
  /** Removes a file, or a folder with all that it holds; nothing where there is none. */
  remove(name: string): Promise<void>;
  /** Moves a file of this folder into another one of the same store, in the place of one of that name, without copying it. */
  move(name: string, to: FileFolder): Promise<void>;
  /**
   * Runs a task while nobody else, in other tabs or processes, runs one of this name on this folder. Waits for its turn.
   */
  exclusive<T>(task: string, run: () => Promise<T>): Promise<T>;
}

export interface FolderEntry {
  name: string;
  kind: 'file' | 'folder';
}

export interface OpenFile {
  readonly size: number;
  /** Bytes `[start, end)`, in a buffer of their own; fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Many pieces of one length by their starts, end to end: rows of a table. */
  readMany(starts: readonly number[], length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The file as the runtime may read it by itself: a Blob in a browser, a path in Node. */
  readonly handle: Blob | string | Uint8Array<ArrayBuffer>;
  close(): Promise<void>;
}

export interface FileWriter {
  /** Bytes that the file holds. */
  readonly size: number;
  /** Writes at a position, past the end too. */
  write(bytes: Uint8Array, at: number): Promise<void>;
  /** Resolves when everything written is durable. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
