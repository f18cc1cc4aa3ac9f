/**
 * A folder of large files, as kept rows need it: what `FileFolder` of the engine is, in the browser, in Node and in memory.
 * Every method rejects where the machine refuses (no room, gone, in use), with a message for people.
 */
export interface KeptFolder {
  /** The folder of that name in this one, made where it is missing. */
  folder(name: string): Promise<KeptFolder>;
  list(): Promise<{ name: string; kind: 'file' | 'folder' }[]>;
  /** The file for reading, or null where there is none. */
  open(name: string): Promise<KeptFile | null>;
  /** The file for writing, emptied. One writer at a time. */
  write(name: string, content: 'empty'): Promise<KeptWriter>;
  /** Removes a file, or a folder with all that it holds; nothing where there is none. */
  remove(name: string): Promise<void>;
}

export interface KeptFile {
  readonly size: number;
  /** Bytes `[start, end)`, in a buffer of their own; fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export interface KeptWriter {
  write(bytes: Uint8Array, at: number): Promise<void>;
  /** Resolves when everything written is durable. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** The files of a data set. `more`: further rows of items that have several. */
export const keptFiles = {
  rows: 'rows.jsonl',
  places: 'places',
  more: 'more',
  index: 'index',
  reading: 'reading.json',
};

/** Writes a whole file, durably. */
export async function writeFile(folder: KeptFolder, name: string, parts: Iterable<Uint8Array>): Promise<void> {
  const writer = await folder.write(name, 'empty');
  try {
    let at = 0;
    for (const part of parts) {
      await writer.write(part, at);
      at += part.length;
    }
    await writer.flush();
  } finally {
    await writer.close();
  }
}

/** A file that must be there. @throws Error that names it */
export async function openFile(folder: KeptFolder, name: string): Promise<KeptFile> {
  const file = await folder.open(name);
  if (file !== null) return file;
  throw new Error(`The data set has no file "${name}": it was removed or is damaged. Load its source again.`);
}

/** A whole file's bytes. @throws Error where it is missing */
export async function readFile(folder: KeptFolder, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await openFile(folder, name);
  try {
    return await file.read(0, file.size);
  } finally {
    await file.close();
  }
}
