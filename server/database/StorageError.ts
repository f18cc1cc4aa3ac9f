import type { StorageProblemCode } from '../../src/sync/wire/Problem';

/**
 * A failure of the database, in a sentence for the person who runs the server. Nothing of what was asked has happened; only of a
 * commit whose answer was lost is it not known.
 */
export class StorageError extends Error {
  override name = 'StorageError';

  constructor(
    readonly problem: StorageProblemCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
