/** What the machine refused: no room left, no such storage (private browsing), a file in use, or anything else. */
export type FileProblem = 'full' | 'unavailable' | 'busy' | 'failed';

/** A file that could not be read or written. The message says what was tried and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly problem: FileProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
