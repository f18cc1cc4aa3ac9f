import type { Fetch } from '../../hub/Fetch';
import { findDataSet } from './findDataSet';
import type { HubContract } from './HubDataSet';

/** The worker's side of its contract about hubs. A newer question ends the older. */
export function hubService(fetch: Fetch): HubContract {
  let asking: AbortController | null = null;
  return {
    async findDataSet(question) {
      asking?.abort();
      asking = new AbortController();
      return findDataSet(question, fetch, asking.signal);
    },
  };
}
