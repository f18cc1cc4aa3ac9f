/** A request for a store that the ledger has not. */
export class UnknownStoreError extends Error {
  override name = 'UnknownStoreError';

  constructor(store: string) {
    super(`There is no store ${JSON.stringify(store)} on this server.`);
  }
}
