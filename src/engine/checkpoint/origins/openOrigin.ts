import type { CheckpointOrigin } from '../checkpointsContract';
import { openFolder } from './openFolder';
import type { Fetch } from '../../../hub/Fetch';
import { openHub } from './openHub';
import { openRegistry } from './openRegistry';
import type { OpenedOrigin } from './OpenedOrigin';
import { openUrl } from './openUrl';
import { retried, type RetryPolicy } from '../../../hub/retries';

/** What opening a place over the network needs. */
export interface OpeningTools {
  fetch: Fetch;
  retries: RetryPolicy;
}

/** Finds the checkpoint that an origin names. @throws TransferError */
export function openOrigin(
  origin: CheckpointOrigin,
  { fetch, retries }: OpeningTools,
  signal: AbortSignal,
): Promise<OpenedOrigin> {
  if (origin.kind === 'hub') return retried(() => openHub(origin, fetch, signal), retries, signal);
  if (origin.kind === 'registry') return retried(() => openRegistry(origin, fetch, signal), retries, signal);
  return origin.kind === 'url' ? openUrl(origin, fetch) : openFolder(origin);
}
