import type { Context, MiddlewareHandler } from 'hono';
import { type Decision, decide } from '../access/decide';
import type { RouteAccess } from '../access/RouteAccess';
import { problem } from '../problem';
import type { ApiEnv } from './ApiEnv';
import { noteAct } from './noteAct';

const refusals: Record<Exclude<Decision, 'allowed'>, () => Response> = {
  'signed out': () =>
    problem(401, 'Signed out', 'Sign in, or send a token; nothing of this request was taken.', {
      'WWW-Authenticate': 'Bearer realm="assay"',
    }),
  'wrong scope': () => problem(403, 'Forbidden', 'This token has not the scope for that; nothing was taken.'),
  // The same where the project does not exist: nobody learns of projects that they do not belong to.
  'wrong role': () =>
    problem(403, 'Forbidden', 'Your roles in this project do not allow that; ask an admin. Nothing was taken.'),
};

/**
 * Refuses whoever may not call the route, before anything of the request is looked at.
 * @param act the administrative act that the route is; written down when it was done
 */
export function guard(access: RouteAccess, act: string | null): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const decision = decide(context.var.principal, access, (name) => context.req.param(name));
    if (decision !== 'allowed') return refusals[decision]();
    await next();
    if (act !== null && context.res.ok) await noteDone(context, act);
    return undefined;
  };
}

async function noteDone(context: Context<ApiEnv>, act: string): Promise<void> {
  const given = context.req.param() as Record<string, string>;
  const project = given['projectId'] ?? given['storeId'] ?? null;
  const subject = Object.values(given).at(-1) ?? '';
  await noteAct(context, act, { subject, project, ...context.var.acted });
}
