import type { ByteSource } from './ByteSource';
import type { ColumnMapping } from './ColumnMapping';
import { FileError } from './containers/FileError';
import type { FileReport } from './ImportReport';
import { readHead, type Head } from './readHead';
import type { Reading } from './readItem';

/** One file of an import, with what its columns mean where a person said so. */
export interface SourceFile {
  name: string;
  file: ByteSource;
  mapping: ColumnMapping | null;
}

/** A file of which the beginning says how it is read. */
export interface OpenedFile extends SourceFile {
  head: Head;
  reading: Reading;
  report: FileReport;
}

/** Reads the beginning of every file. @throws FileError where one holds no rows of a known shape */
export async function openFiles(files: SourceFile[]): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const file of files) opened.push(await openFile(file));
  return opened;
}

async function openFile(one: SourceFile): Promise<OpenedFile> {
  const { name, file, mapping } = one;
  const head = await readHead(file, name, mapping);
  if (head.format === null)
    throw new FileError(`${name} has no known shape. Say which column holds what, then load it.`);
  const reading = { format: head.format, source: mapping?.source ?? null, mapped: mapping !== null, file: name };
  const counts = { rows: 0, kept: 0, duplicates: 0, conflicts: 0, rejected: 0 };
  return { ...one, head, reading, report: { file: name, format: head.format.title, bytes: file.size, ...counts } };
}

/** Beside the rows: ids, numbers and places of each pair. */
const indexShare = 0.2;

/** Bytes that the files take at least once they are kept; of what is packed nobody knows how much comes out. */
export function roomNeeded(files: readonly OpenedFile[]): number {
  const texts = files.map(({ file, head: { container } }) => {
    if (container.kind !== 'zip') return file.size;
    return container.content.entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  });
  return Math.ceil((1 + indexShare) * texts.reduce((sum, bytes) => sum + bytes, 0));
}

/** Refuses files that cannot fit, before any work. @throws FileError that says how much room is needed and how much there is */
export function checkRoom(name: string, needed: number, free: number | null): void {
  if (free === null || needed <= free) return;
  throw new FileError(
    `${name} needs about ${inWords(needed)} in this browser's storage, and ${inWords(free)} are free. ` +
      'Remove a data set or a checkpoint, free disk space, or load a part of it.',
  );
}

function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
