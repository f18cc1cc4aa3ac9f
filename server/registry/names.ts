import { longestFileBytes } from '../../src/engine/checkpoint/checkpointFiles';
import { ProblemError } from '../api/ProblemError';

/** Words that stand in the place of a model's name in an address. */
const reserved = ['uploads', 'imports'];

/** A model's name: it stands in addresses and in folders of those who pull it. */
export const modelNameForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.|$)){0,95}$/;

/** A tag cannot be taken for a version's number. */
export const tagForm = /^[a-z][a-z0-9-]{0,31}$/;

/** @throws ProblemError where no new model may have this name */
export function checkNewName(name: string): string {
  if (modelNameForm.test(name) && !reserved.includes(name.toLowerCase())) return name;
  const rule = 'letters, digits, "-", "_" and single dots inside, 96 at most, and neither "uploads" nor "imports"';
  throw new ProblemError(422, 'No name for a model', `A model's name has ${rule}; ${JSON.stringify(name)} is none.`);
}

/** What was announced of a file. */
export interface AnnouncedFile {
  path: string;
  bytes: number;
  sha256: string;
}

/**
 * Only names that a checkpoint's files have, each once: none of them can lead out of a folder or be taken for another, neither on a
 * file system that ignores case nor on one that joins accents.
 * @throws ProblemError with the name of the first that is none
 */
export function checkFiles(files: readonly AnnouncedFile[]): void {
  const seen = new Set<string>();
  for (const { path, bytes } of files) {
    const shown = JSON.stringify(path.slice(0, 100));
    const longest = longestFileBytes(path);
    if (longest === null) throw refused(`${shown} is no file of a checkpoint at the top of its folder.`);
    if (bytes > longest) throw refused(`${shown} may have ${longest} bytes, and is announced with ${bytes}.`);
    if (seen.has(path.toLowerCase())) throw refused(`${shown} is announced twice, perhaps in other letters.`);
    seen.add(path.toLowerCase());
  }
}

function refused(detail: string): ProblemError {
  return new ProblemError(422, 'No files of a checkpoint', `${detail} Nothing was taken.`);
}
