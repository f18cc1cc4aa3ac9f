import type { Model } from '../models/Model';

/** sha256 (hex) of a chat template that a person chose for a model; null where the checkpoint's own counts. */
export async function templateDigest({ location }: Model): Promise<string | null> {
  if (location.kind !== 'stored' || location.template === null) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(location.template));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
