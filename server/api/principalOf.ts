import type { Context } from 'hono';
import type { Principal } from '../access/Principal';
import type { ApiEnv } from './ApiEnv';

/** Whoever calls a route that is not open to anyone. @throws Error where its guard was left out */
export function principalOf(context: Context<ApiEnv>): Principal {
  const { principal } = context.var;
  if (principal === null) throw new Error(`${context.req.path} was reached without a credential.`);
  return principal;
}
