import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFile } from './DiskFile';
import { findInputs, type InputPath } from './findInputs';
import { keepStandardInput } from './keepStandardInput';
import { WorkFolder } from './WorkFolder';

/** Files of preference data, open. */
export interface OpenInputs {
  files: DiskFile[];
  /** Files of folders that are no data, by their names. */
  ignored: string[];
}

const standardInput = '-';

/**
 * Opens the files that were named and those of named folders, and closes them when the work is done.
 *
 * @param named paths; `-` is standard input, which is kept in a temporary file meanwhile
 * @throws CommandError where one is not there or cannot be read.
 */
export async function withInputs<T>(
  named: readonly string[],
  signal: AbortSignal,
  work: (inputs: OpenInputs) => Promise<T>,
): Promise<T> {
  const { files, ignored } = await findInputs(named.filter((path) => path !== standardInput));
  if (!named.includes(standardInput)) return withOpen(files, (open) => work({ files: open, ignored }));
  const folder = await WorkFolder.make(join(tmpdir(), 'assay-input'));
  try {
    const kept = { path: folder.file('input'), name: 'standard input', isNamed: true };
    await keepStandardInput(kept.path, signal);
    return await withOpen([...files, kept], (open) => work({ files: open, ignored }));
  } finally {
    await folder.remove();
  }
}

async function withOpen<T>(paths: InputPath[], work: (files: DiskFile[]) => Promise<T>): Promise<T> {
  const files: DiskFile[] = [];
  try {
    for (const path of paths) files.push(await DiskFile.open(path));
    return await work(files);
  } finally {
    for (const file of files) await file.close();
  }
}
