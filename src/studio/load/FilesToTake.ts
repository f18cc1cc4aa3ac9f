import type { FileToRead } from '../../pairs/contract';

/** A file that is no part of the data set, and why. */
export interface LeftOutFile {
  name: string;
  reason: string;
}

/** Files that are to become one data set, from wherever they came. */
export interface FilesToTake {
  /** Proposed for the data set; null: it is called after its files. */
  name: string | null;
  files: { name: string; file: FileToRead['file'] }[];
  leftOut: LeftOutFile[];
  /** Shards of one table: the first one speaks for all. */
  alike: boolean;
  attribution: string | null;
  notice: string | null;
}

/** Files that a person picked or dropped, by their own names. */
export function filesToTake(files: File[]): FilesToTake {
  const named = files.map((file) => ({ name: file.name, file }));
  return { name: null, files: named, leftOut: [], alike: false, attribution: null, notice: null };
}

/** The name of a data set that is called after its files. */
export function nameOfFiles(files: readonly { name: string }[]): string {
  const [first, ...others] = files;
  return others.length === 0 ? (first?.name ?? '') : `${first?.name ?? ''} and ${String(others.length)} more`;
}
