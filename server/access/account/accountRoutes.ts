import { answers, problemAnswers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import type { RouteAccess } from '../RouteAccess';
import {
  ceremonyBody,
  doneBody,
  ownSessionsBody,
  passkeyRequest,
  providerBody,
  providerRequest,
  registrationOptionsRequest,
  registrationRequest,
  sessionBody,
  sessionParams,
} from './schemas';

/** Signing in and one's own account. Paths are below `/v1`. */

const anyone: RouteAccess = { who: 'anyone' };
const oneself: RouteAccess = { who: 'signed in', scope: 'admin' };

const problems = { 422: 'The request breaks a rule', 429: 'Too many attempts', 503: 'The database fails' };
const refused = { ...problems, 401: 'Refused; nobody is told why' };

export const getSession = apiRoute(
  {
    method: 'get',
    path: '/session',
    summary: 'Who you are here, and how one signs in',
    responses: answers('The session', sessionBody, { 503: problems[503] }),
  },
  anyone,
);

export const endSession = apiRoute(
  {
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    responses: answers('Signed out', sessionBody, { 503: problems[503] }),
  },
  anyone,
);

export const registrationOptions = apiRoute(
  {
    method: 'post',
    path: '/passkeys/options',
    summary: 'Begin to make a passkey: with an invitation, or a further one for yourself',
    request: { body: jsonBody(registrationOptionsRequest) },
    responses: answers('What to ask the authenticator for', ceremonyBody, refused),
  },
  anyone,
);

export const registerPasskey = apiRoute(
  {
    method: 'post',
    path: '/passkeys',
    summary: 'Keep the passkey that the authenticator made; signs in and uses up the invitation',
    request: { body: jsonBody(registrationRequest) },
    responses: answers('Signed in', sessionBody, refused),
  },
  anyone,
);

export const signInOptions = apiRoute(
  {
    method: 'post',
    path: '/sign-in/passkey/options',
    summary: 'Begin to sign in by passkey',
    responses: answers('What to ask the authenticator for', ceremonyBody, problems),
  },
  anyone,
);

export const signInByPasskey = apiRoute(
  {
    method: 'post',
    path: '/sign-in/passkey',
    summary: 'Sign in by passkey',
    request: { body: jsonBody(passkeyRequest) },
    responses: answers('Signed in', sessionBody, refused),
  },
  anyone,
);

export const beginProvider = apiRoute(
  {
    method: 'post',
    path: '/sign-in/provider',
    summary: 'Begin to sign in through the identity provider',
    request: { body: jsonBody(providerRequest) },
    responses: answers('Where to go', providerBody, { ...problems, 404: 'There is no identity provider here' }),
  },
  anyone,
);

export const finishProvider = apiRoute(
  {
    method: 'get',
    path: '/sign-in/provider/callback',
    summary: 'Where the identity provider sends the browser back to',
    responses: {
      303: { description: 'Back to the studio, signed in or with the reason why not' },
      ...problemAnswers({ 503: problems[503] }),
    },
  },
  anyone,
);

export const ownSessions = apiRoute(
  {
    method: 'get',
    path: '/sessions',
    summary: 'Where you are signed in',
    responses: answers('The sessions', ownSessionsBody, { 503: problems[503] }),
  },
  oneself,
);

export const endOwnSession = apiRoute(
  {
    method: 'delete',
    path: '/sessions/{sessionId}',
    summary: 'Sign out one of your browsers',
    request: { params: sessionParams },
    responses: answers('It is signed out', doneBody, { ...problems, 404: 'You have no such session' }),
  },
  oneself,
);
