import type { Context, MiddlewareHandler } from 'hono';
import { decide } from '../access/decide';
import type { RouteAccess } from '../access/RouteAccess';
import type { ApiEnv } from './ApiEnv';
import { noteAct } from './noteAct';
import { refusalOf } from './refusalOf';

/**
 * Refuses whoever may not call the route, before anything of the request is looked at.
 * @param act the administrative act that the route is; written down when it was done
 */
export function guard(access: RouteAccess, act: string | null): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const decision = decide(context.var.principal, access, (name) => context.req.param(name));
    if (decision !== 'allowed') return refusalOf(decision);
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
