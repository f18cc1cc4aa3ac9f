import type { MiddlewareHandler } from 'hono';
import type { Audit } from '../access/audit/Audit';
import { clientAddress } from '../access/limits/clientAddress';
import type { RateLimits } from '../access/limits/RateLimits';
import { localPrincipal } from '../access/localPrincipal';
import type { Principal } from '../access/Principal';
import type { ApiEnv } from './ApiEnv';

export interface ArrivalOptions {
  /** Who sends a request, by its credential; without it everybody is the one person of this machine. */
  whoIs?: (request: Request) => Promise<Principal | null>;
  /** How often one may ask; on a server for one person as often as one likes. */
  limits?: RateLimits;
  /** How many proxies in front add to `X-Forwarded-For`. */
  trustedProxies?: number;
  audit?: Audit;
}

/** Notes who asks and from where, before anything else of a request is looked at. Whoever asks too often comes no further. */
export function arrive({ whoIs, limits, trustedProxies = 0, audit }: ArrivalOptions): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const address = clientAddress(context, trustedProxies);
    const tooOften = limits?.ofAddress(address) ?? (isSignIn(context.req.path) ? limits?.ofSignIn(address) : null);
    if (tooOften) return tooOften;
    const principal = whoIs ? await whoIs(context.req.raw) : localPrincipal;
    const tooMany = limits?.ofCredential(principal);
    if (tooMany) return tooMany;
    context.set('principal', principal);
    context.set('address', address);
    context.set('audit', audit ?? null);
    await next();
    return undefined;
  };
}

function isSignIn(path: string): boolean {
  return /^\/v1\/(sign-in|passkeys)(\/|$)/.test(path);
}
