import type { LoadedCheckpoint } from '../../engine/contract';
import { precisionOf, type Model } from './Model';

/**
 * The key of the reward table for a model: the engine's own, and a mark of the chat template where a person chose one.
 * Other texts make other rewards, which must not mix.
 */
export async function rewardsKeyOf(model: Model, { rewardsKey }: LoadedCheckpoint): Promise<string> {
  return [rewardsKey, ...(await templateMark(model))].join(':');
}

/** The setting that remembers the key between visits. "digest" is older than precisions and templates. */
export async function keySetting(model: Model): Promise<string> {
  const precision = precisionOf(model);
  return [`digest:${model.name}`, ...(precision === null ? [] : [precision]), ...(await templateMark(model))].join('/');
}

/** Enough of the template's sha256 to tell templates apart; nothing where the checkpoint's own counts. */
async function templateMark({ location }: Model): Promise<string[]> {
  if (location.kind !== 'stored' || location.template === null) return [];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(location.template));
  return [Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')];
}
