import { ProblemError } from '../../api/ProblemError';
import type { RelyingParty } from './RelyingParty';

/**
 * For whom the passkeys of a request are.
 * @param publicUrl the address that people type; null: this machine, whose name for passkeys is localhost and never a number
 */
export function relyingPartyOf(publicUrl: string | null, hostHeader: string | null): RelyingParty {
  const { origin, hostname } = new URL(publicUrl ?? `http://${hostHeader ?? ''}`);
  if (publicUrl === null && hostname !== 'localhost') {
    const port = new URL(origin).port;
    const detail = `Browsers keep no passkeys for ${hostname}: open http://localhost${port && `:${port}`} instead.`;
    throw new ProblemError(422, 'No name for passkeys', detail);
  }
  return { id: hostname, origin };
}
