import { DiskFile } from './DiskFile';
import { findInputs } from './findInputs';

/** Files of preference data, open. */
export interface OpenInputs {
  files: DiskFile[];
  /** Files of folders that are no data, by their names. */
  ignored: string[];
}

/**
 * Opens the files that were named and those of named folders, and closes them when the work is done.
 *
 * @throws CommandError where one is not there or cannot be read.
 */
export async function withInputs<T>(named: readonly string[], work: (inputs: OpenInputs) => Promise<T>): Promise<T> {
  const { files: paths, ignored } = await findInputs(named);
  const files: DiskFile[] = [];
  try {
    for (const { path, name } of paths) files.push(await DiskFile.open(path, name));
    return await work({ files, ignored });
  } finally {
    for (const file of files) await file.close();
  }
}
