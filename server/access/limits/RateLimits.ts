import { problem } from '../../problem';
import type { Principal } from '../Principal';
import { TokenBuckets } from './TokenBuckets';

/**
 * How often one may ask. A browser that sends a day's verdicts makes a few requests a second; a whole office may come from one
 * address. Sign-ins are few, and each costs a signature's check.
 */
export const rateLimits = {
  address: { burst: 1000, perSecond: 100 },
  credential: { burst: 400, perSecond: 40 },
  signIn: { burst: 20, perSecond: 0.2 },
} as const;

/** The limits of a server for a team. Whoever asks too often is told when to come again, before anything is looked up. */
export class RateLimits {
  readonly #addresses = new TokenBuckets(rateLimits.address);
  readonly #credentials = new TokenBuckets(rateLimits.credential);
  readonly #signIns = new TokenBuckets(rateLimits.signIn);

  ofAddress(address: string): Response | null {
    return refusal(this.#addresses.take(blockOf(address)));
  }

  ofCredential(principal: Principal | null): Response | null {
    return principal === null ? null : refusal(this.#credentials.take(principal.id));
  }

  ofSignIn(address: string): Response | null {
    return refusal(this.#signIns.take(blockOf(address)));
  }
}

function refusal(waitS: number): Response | null {
  if (waitS === 0) return null;
  const detail = `Too many requests from here; come again in ${waitS} s. Nothing was taken.`;
  return problem(429, 'Too many requests', detail, { 'Retry-After': String(waitS) });
}

/** One customer has 2^64 addresses of IPv6: they share a bucket. */
function blockOf(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
