import { Refitter } from './Refitter';
import type { RefitContract } from './RefitContract';

/** The refit worker's side of its contract. */
export function refitService(): RefitContract {
  const refitter = new Refitter();
  return { refit: async (data) => refitter.refit(data) };
}
