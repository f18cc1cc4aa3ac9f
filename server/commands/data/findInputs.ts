import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { dataFileKind } from '../../../src/pairs/sources/dataFileName';
import { CommandError } from '../CommandError';
import { isUnfinished } from './WorkFolder';

/** A file to read, and its name in reports. */
export interface InputPath {
  path: string;
  name: string;
  /** Whether it was named by itself, and not found in a folder. */
  isNamed: boolean;
}

export interface Inputs {
  files: InputPath[];
  /** Files of folders that are no data, by their names. */
  ignored: string[];
}

/** What Assay puts beside the data that it writes. */
const sidecar = /\.soft-labels\.jsonl$|(^|\/)provenance\/[^/]+\.jsonl$/;

/**
 * The files that were named, and the data files of folders that were named, in the order of their names.
 *
 * @throws CommandError where something named is not there, or a folder holds no data.
 */
export async function findInputs(named: readonly string[]): Promise<Inputs> {
  const found: Inputs = { files: [], ignored: [] };
  for (const path of named) {
    const facts = await stat(path).catch((error: unknown) => {
      throw new CommandError(`${path} cannot be read: ${(error as Error).message}`);
    });
    if (facts.isDirectory()) await addFolder(path, found);
    else found.files.push({ path, name: basename(path), isNamed: true });
  }
  return { ...found, files: withDistinctNames(found.files) };
}

/** A name without the ending of a data file. */
export function withoutEnding(name: string): string {
  return dataFileKind(name) === null ? name : name.replace(/\.[a-z]+(\.gz)?$/i, '');
}

/** Files of one name from different folders are told apart by their paths. */
function withDistinctNames(files: InputPath[]): InputPath[] {
  const counts = new Map<string, number>();
  for (const { name } of files) counts.set(name, (counts.get(name) ?? 0) + 1);
  return files.map((file) => ({ ...file, name: counts.get(file.name) === 1 ? file.name : file.path }));
}

async function addFolder(folder: string, found: Inputs): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const isFile = (entry: Dirent) => entry.isFile() || entry.isSymbolicLink();
  const names = entries
    .filter(isFile)
    .map((entry) => nameOf(entry, folder))
    .filter((name) => !/(^|\/)\./.test(name) && !isUnfinished(name));
  const data = names.filter((name) => dataFileKind(name) !== null && !sidecar.test(name)).sort();
  if (data.length === 0)
    throw new CommandError(
      `${folder} holds no data files (.jsonl, .json, .csv, .tsv, .parquet, .zip, or these with .gz). Name the files themselves.`,
    );
  found.files.push(...data.map((name) => ({ path: join(folder, name), name, isNamed: false })));
  found.ignored.push(...names.filter((name) => !data.includes(name)));
}

/** With slashes, as names in reports and ids are the same on every system. */
function nameOf(entry: Dirent, folder: string): string {
  return relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
}
