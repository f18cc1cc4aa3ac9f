import { serialize } from 'hono/utils/cookie';
import { sessionLimits } from './Sessions';

/** Browsers let only this very host set the first, over https. Plain http on this machine cannot have that prefix. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-assay' : 'assay-local';
}

/** The value of `Set-Cookie` that gives a browser its session, or with an empty secret takes it away. */
export function sessionCookie(secret: string, isSecure: boolean): string {
  const maxAge = secret === '' ? 0 : Math.floor(sessionLimits.absoluteMs / 1000);
  const options = { path: '/', httpOnly: true, secure: isSecure, sameSite: 'Lax', maxAge } as const;
  return serialize(sessionCookieName(isSecure), secret, options);
}
