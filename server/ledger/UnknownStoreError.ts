import { problemCodes } from '../../src/sync/wire/Problem';
import { ProblemError } from '../api/ProblemError';

/** A request for a store that the ledger has not. */
export class UnknownStoreError extends ProblemError {
  override name = 'UnknownStoreError';

  constructor(store: string) {
    const message = `There is no store ${JSON.stringify(store)} on this server.`;
    super(404, 'No such store', message, problemCodes.noSuchStore);
  }
}
