import { parse } from 'hono/utils/cookie';
import type { Access } from './Access';
import { personPrincipal } from './personPrincipal';
import type { Principal } from './Principal';
import type { Session } from './sessions/Session';
import { sessionCookieName } from './sessions/sessionCookie';
import { tokenPrincipal } from './tokenPrincipal';

/**
 * Who sends a request. A token that was sent counts alone: a bad one is refused although a cookie came with it.
 * Null for everybody whose credential is unknown, expired or revoked, or who was disabled.
 */
export async function whoIs(access: Access, request: Request): Promise<Principal | null> {
  const bearer = request.headers.get('Authorization');
  if (bearer !== null) return ofToken(access, bearer.replace(/^Bearer +/i, ''));
  const session = await sessionOf(access, request);
  if (session === null) return null;
  const person = await access.people.find(session.person);
  if (person?.disabledAt !== null) return null;
  await noted(() => access.sessions.touch(session));
  return personPrincipal(person);
}

/** The session that a request's cookie belongs to. */
export async function sessionOf(access: Access, request: Request): Promise<Session | null> {
  const name = sessionCookieName(access.isSecure);
  const secret = parse(request.headers.get('Cookie') ?? '', name)[name];
  return secret === undefined ? null : access.sessions.find(secret);
}

async function ofToken(access: Access, secret: string): Promise<Principal | null> {
  const token = await access.tokens.find(secret);
  if (token === null) return null;
  const person = token.person === null ? null : await personOf(access, token.person);
  if (person === 'gone') return null;
  await noted(() => access.tokens.touch(token));
  return tokenPrincipal(token, person);
}

async function personOf(access: Access, id: string) {
  const person = await access.people.find(id);
  return person?.disabledAt === null ? person : 'gone';
}

/** A disk that takes nothing keeps nobody from reading. */
async function noted(note: () => Promise<void>): Promise<void> {
  await note().catch(() => undefined);
}
