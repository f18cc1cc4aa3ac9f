import { dataFileKind } from '../../pairs/sources/dataFileName';
import type { ChosenFolder } from '../models/folderFiles';
import type { FilesToTake, LeftOutFile } from './FilesToTake';

/** What a folder that was picked or dropped is. */
export type SortedFolder =
  { kind: 'checkpoint' } | { kind: 'refused'; reason: string } | { kind: 'data'; take: FilesToTake };

/** A checkpoint has its `config.json` at its top; anything else is taken for its data files, by their names. */
export function sortFolder({ name, files }: ChosenFolder): SortedFolder {
  const paths = files.map(({ path }) => path);
  if (paths.includes('config.json')) return { kind: 'checkpoint' };
  const data = files.filter(({ path }) => dataFileKind(path) !== null);
  if (data.length === 0) return { kind: 'refused', reason: nothingIn(name, paths) };
  const leftOut = paths.filter((path) => dataFileKind(path) === null && !isHidden(path)).map(leftOutFile);
  const sorted = data.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const named = sorted.map(({ path, file }) => ({ name: path, file }));
  return { kind: 'data', take: { name, files: named, leftOut, alike: false, attribution: null, notice: null } };
}

function nothingIn(name: string, paths: string[]): string {
  if (paths.some(isArrow))
    return (
      `"${name}" was saved by datasets (save_to_disk, Arrow files), which Assay does not read. Write it as Parquet in ` +
      `Python: load_from_disk("${name}").to_parquet("train.parquet"), for a dictionary of splits one file a split.`
    );
  const [first] = paths.filter((path) => !isHidden(path));
  const what = first === undefined ? 'is empty' : `holds no data file (the first one is "${first.slice(0, 100)}")`;
  return `"${name}" ${what}. Assay reads .jsonl, .json, .csv, .tsv and .parquet, gzip and zip of these, and checkpoints with a config.json.`;
}

function leftOutFile(path: string): LeftOutFile {
  return { name: path, reason: isArrow(path) ? 'an Arrow file; write it as Parquet' : 'no data file by its name' };
}

function isArrow(path: string): boolean {
  return path.toLowerCase().endsWith('.arrow');
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
