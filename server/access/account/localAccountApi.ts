import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { jsonAnswer } from '../../api/jsonAnswer';
import { getSession } from './accountRoutes';

/** The account on a server for one person: there is nothing to sign in to. */
export function localAccountApi(): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const session = { mode: 'local', person: null, signIn: { passkey: false, provider: null } };
  api.openapi(getSession, () => jsonAnswer(session));
  return api;
}
