import { FileError, type FileProblem } from '../src/engine/files/FileError';

const problems: Record<string, [FileProblem, string]> = {
  ENOSPC: ['full', 'the disk is full; free some space'],
  EDQUOT: ['full', 'the disk quota is used up; free some space'],
  EFBIG: ['full', 'the file system takes no file of this size'],
  EACCES: ['unavailable', 'the rights to this file are missing; choose another folder'],
  EPERM: ['unavailable', 'the rights to this file are missing; choose another folder'],
  EROFS: ['unavailable', 'the file system is read-only; choose another folder'],
  EBUSY: ['busy', 'another program uses it; close that one and try again'],
  EMFILE: ['busy', 'too many files are open; raise the limit'],
};

/** Runs a task on this machine's files, with its refusals as `FileError`. @param doing completes "Assay could not ..." */
export async function withFileErrors<T>(doing: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof FileError) throw error;
    const [problem, advice] = problems[(error as NodeJS.ErrnoException).code ?? ''] ?? ['failed', String(error)];
    throw new FileError(problem, `Assay could not ${doing}: ${advice}.`, { cause: error });
  }
}
