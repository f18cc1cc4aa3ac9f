import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { parse, serialize } from 'hono/utils/cookie';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { jsonAnswer } from '../../api/jsonAnswer';
import { noteAct } from '../../api/noteAct';
import { principalOf } from '../../api/principalOf';
import { ProblemError } from '../../api/ProblemError';
import { relyingPartyOf } from '../passkeys/relyingPartyOf';
import type { Person } from '../people/Person';
import { sessionCookie } from '../sessions/sessionCookie';
import type { TeamAccess } from '../TeamAccess';
import { sessionOf } from '../whoIs';
import {
  beginProvider,
  endOwnSession,
  endSession,
  finishProvider,
  getSession,
  ownSessions,
  registerPasskey,
  registrationOptions,
  signInByPasskey,
  signInOptions,
} from './accountRoutes';
import { SignIns } from './SignIns';

/** Lives as long as a ceremony, and is sent when the identity provider sends the browser back. */
const providerCookieS = 600;

/** Signing in, and what one sees of one's own account. */
export function accountApi(access: TeamAccess): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const signIns = new SignIns(access);
  const { publicUrl } = access.setting;
  const partyOf = ({ req }: Context) => relyingPartyOf(publicUrl, req.header('Host') ?? null);

  api.openapi(getSession, async (context) => sessionAnswer(access, context.var.principal?.id ?? null));
  api.openapi(endSession, async (context) => {
    await endPresent(access, context.req.raw);
    return withCookies(await sessionAnswer(access, null), [sessionCookie('', access.isSecure)]);
  });

  api.openapi(registrationOptions, async (context) => {
    const { invitation = null } = context.req.valid('json');
    const signedIn = (await sessionOf(access, context.req.raw))?.person ?? null;
    return noting(context, 'passkey.refused', async () =>
      jsonAnswer(await signIns.beginPasskey(invitation, signedIn, partyOf(context))),
    );
  });
  api.openapi(registerPasskey, async (context) => {
    const { ceremony, response } = context.req.valid('json');
    const registering = () => signIns.registerPasskey(ceremony, response as RegistrationResponseJSON, partyOf(context));
    const person = await noting(context, 'passkey.refused', registering);
    await noteAct(context, 'passkey.add', { subject: person.id });
    return signedIn(access, context, person, 'passkey');
  });

  api.openapi(signInOptions, async (context) => jsonAnswer(await signIns.beginSignIn(partyOf(context))));
  api.openapi(signInByPasskey, async (context) => {
    const { ceremony, response } = context.req.valid('json');
    const signingIn = () => signIns.signInByPasskey(ceremony, response as AuthenticationResponseJSON, partyOf(context));
    return signedIn(access, context, await noting(context, 'sign-in.refused', signingIn), 'passkey');
  });

  addProviderRoutes(api, access, signIns);

  api.openapi(ownSessions, async (context) => {
    const present = await sessionOf(access, context.req.raw);
    const all = await access.sessions.of(principalOf(context).id);
    const sessions = all.map((session) => ({ ...session, isThis: session.id === present?.id }));
    return jsonAnswer({ sessions });
  });
  api.openapi(endOwnSession, async (context) => {
    const { sessionId } = context.req.valid('param');
    const isEnded = await access.sessions.end(sessionId, principalOf(context).id);
    if (!isEnded) throw new ProblemError(404, 'No such session', `You have no session of the id ${sessionId}.`);
    return jsonAnswer({ done: true });
  });
  return api;
}

function addProviderRoutes(api: OpenAPIHono<ApiEnv>, access: TeamAccess, signIns: SignIns): void {
  const cookieName = access.isSecure ? '__Host-assay-provider' : 'assay-local-provider';
  const cookie = (secret: string, maxAge: number) =>
    serialize(cookieName, secret, { path: '/', httpOnly: true, secure: access.isSecure, sameSite: 'Lax', maxAge });
  const redirectOf = ({ req }: Context) =>
    `${access.setting.publicUrl?.replace(/\/$/, '') ?? `http://${req.header('Host') ?? ''}`}/v1/sign-in/provider/callback`;

  api.openapi(beginProvider, async (context) => {
    const { invitation = null } = context.req.valid('json');
    const { address, secret } = await signIns.beginProvider(invitation, redirectOf(context));
    return withCookies(jsonAnswer({ address }), [cookie(secret, providerCookieS)]);
  });
  api.openapi(finishProvider, async (context) => {
    const secret = parse(context.req.header('Cookie') ?? '', cookieName)[cookieName];
    const done = cookie('', 0);
    try {
      const finishing = () => signIns.finishProvider(new URL(context.req.url).search, secret);
      const person = await noting(context, 'sign-in.refused', finishing);
      const answer = await signedIn(access, context, person, 'identity provider');
      return withCookies(backToStudio(''), [...answer.headers.getSetCookie(), done]);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return withCookies(backToStudio(error.code ?? 'sign_in_refused'), [done]);
    }
  });
}

function backToStudio(refusal: string): Response {
  const Location = refusal === '' ? '/#/account' : `/#/account?refused=${refusal}`;
  return new Response(null, { status: 303, headers: { Location } });
}

/** Runs a sign-in; a refused one is written down with where it came from. */
async function noting<Value>(context: Context<ApiEnv>, act: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401)
      await noteAct(context, act, { details: { reason: error.code ?? '' } });
    throw error;
  }
}

/** A new session in the place of the one that the browser had: no secret lives through a sign-in. */
async function signedIn(
  access: TeamAccess,
  context: Context<ApiEnv>,
  person: Person,
  means: string,
): Promise<Response> {
  await endPresent(access, context.req.raw);
  const { secret } = await access.sessions.begin(person.id, means, context.req.header('User-Agent') ?? '');
  return withCookies(await sessionAnswer(access, person.id), [sessionCookie(secret, access.isSecure)]);
}

async function endPresent(access: TeamAccess, request: Request): Promise<void> {
  const session = await sessionOf(access, request);
  if (session) await access.sessions.end(session.id, session.person);
}

async function sessionAnswer(access: TeamAccess, id: string | null): Promise<Response> {
  const found = id === null ? null : await access.people.find(id);
  const person = found && { id: found.id, name: found.name, isAdmin: found.isAdmin, roles: found.roles };
  const signIn = { passkey: true, provider: access.provider?.setting.name ?? null };
  return jsonAnswer({ mode: 'team', person, signIn });
}

function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie);
  return answer;
}
