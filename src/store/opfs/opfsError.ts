import { FileError, type FileProblem } from '../../engine/files/FileError';

const problems: Record<string, [FileProblem, string]> = {
  QuotaExceededError: ['full', 'this site may store no more; remove data sets or checkpoints, or free disk space'],
  NoModificationAllowedError: ['busy', 'another tab or task uses it; close that one and try again'],
  InvalidStateError: ['busy', 'another tab or task has changed it; try again'],
  SecurityError: ['unavailable', 'the browser keeps no files for this site; leave private browsing, allow site data'],
  NotAllowedError: [
    'unavailable',
    'the browser allows no files for this site; leave private browsing, allow site data',
  ],
  NotReadableError: ['failed', 'it changed while it was read; try again'],
};

/** The browser's refusal in the words of the house. @param doing completes "Assay could not ..." */
export function opfsError(error: unknown, doing: string): FileError {
  if (error instanceof FileError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const [problem, advice] = problems[name] ?? ['failed', String(error)];
  return new FileError(problem, `Assay could not ${doing}: ${advice}.`, { cause: error });
}

/** Runs a task on the browser's files, with its refusals as `FileError`. */
export async function withOpfsErrors<T>(doing: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw opfsError(error, doing);
  }
}
