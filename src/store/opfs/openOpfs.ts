import { FileError } from '../../engine/files/FileError';
import { OpfsFolder } from './OpfsFolder';

/**
 * A folder of this origin's private file system: the one where checkpoints and graphs lie, unless told otherwise.
 * @param name another one: of data sets, or for tests
 * @throws FileError "unavailable" where the browser keeps no files: in private browsing, or where site data is blocked
 */
export async function openOpfs(name = 'assay'): Promise<OpfsFolder> {
  try {
    const root = await navigator.storage.getDirectory();
    return new OpfsFolder(await root.getDirectoryHandle(name, { create: true }), name);
  } catch (error) {
    throw new FileError(
      'unavailable',
      'This browser keeps no files for this site, so neither data sets nor checkpoints can be stored: private browsing ' +
        'and blocked site data forbid it. Open Assay in an ordinary window, or load a model that the server offers.',
      { cause: error },
    );
  }
}
