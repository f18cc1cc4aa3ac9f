import type { CheckpointOrigin } from '../checkpointsContract';
import { openFolder } from './openFolder';
import { openHub } from './openHub';
import type { OpenedOrigin } from './OpenedOrigin';
import { openUrl } from './openUrl';
import { retried, type RetryPolicy } from '../../../hub/retries';

/** Finds the checkpoint that an origin names. @throws TransferError */
export function openOrigin(origin: CheckpointOrigin, policy: RetryPolicy, signal: AbortSignal): Promise<OpenedOrigin> {
  if (origin.kind === 'hub') return retried(() => openHub(origin, signal), policy, signal);
  return origin.kind === 'url' ? openUrl(origin) : openFolder(origin);
}
