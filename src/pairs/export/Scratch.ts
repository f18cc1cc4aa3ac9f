/** A folder for what an export does not keep in memory; the browser's own files and a directory both have this form. */
export interface ScratchFolder {
  write(name: string, content: 'empty'): Promise<ScratchWriter>;
  open(name: string): Promise<ScratchFile | null>;
  remove(name: string): Promise<void>;
}

export interface ScratchWriter {
  write(bytes: Uint8Array, at: number): Promise<void>;
  close(): Promise<void>;
}

export interface ScratchFile {
  readonly size: number;
  /** Bytes `[start, end)`. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** What a page can hand to a download where there is one: a Blob in a browser. */
  readonly handle: Blob | string | Uint8Array<ArrayBuffer>;
  close(): Promise<void>;
}
