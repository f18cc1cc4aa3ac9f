/** Why the database could not do what it was asked. Nothing of what was asked has happened. */
export type StorageProblem = 'storage_full' | 'storage_read_only' | 'storage_failed';

/** A failure of the database, in a sentence for the person who runs the server. */
export class StorageError extends Error {
  override name = 'StorageError';

  constructor(
    readonly problem: StorageProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
