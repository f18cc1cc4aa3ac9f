import type { MiddlewareHandler } from 'hono';
import { type Decision, decide } from '../access/decide';
import type { RouteAccess } from '../access/RouteAccess';
import { problem } from '../problem';
import type { ApiEnv } from './ApiEnv';

const refusals: Record<Exclude<Decision, 'allowed'>, () => Response> = {
  'signed out': () =>
    problem(401, 'Signed out', 'Sign in, or send a token; nothing of this request was taken.', {
      'WWW-Authenticate': 'Bearer realm="assay"',
    }),
  'wrong scope': () => problem(403, 'Forbidden', 'This token has not the scope for that; nothing was taken.'),
  'wrong role': () =>
    problem(403, 'Forbidden', 'Your roles in this project do not allow that; ask an admin. Nothing was taken.'),
};

/** Refuses whoever may not call the route, before anything of the request is looked at. */
export function guard(access: RouteAccess): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const decision = decide(context.var.principal, access, (name) => context.req.param(name));
    if (decision !== 'allowed') return refusals[decision]();
    await next();
    return undefined;
  };
}
