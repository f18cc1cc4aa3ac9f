import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { RouteAccess } from '../access/RouteAccess';
import { bodyLimit } from 'hono/body-limit';
import { wireLimits } from '../../src/sync/wire/wireLimits';
import { guard } from './guard';
import { tooLarge } from './tooLarge';

/** Bytes of a body of JSON, declared or counted. Routes that take files count those themselves. */
const jsonBytes = wireLimits.batchBytes;
const limited = bodyLimit({ maxSize: jsonBytes, onError: () => tooLarge(jsonBytes) });

/**
 * A route of the API. Whoever may call it is part of its declaration: the guard, the OpenAPI document and the test that tries every
 * refusal read the same.
 * @param act the administrative act that it is, such as `token.create`: the guard writes it down when it was done
 */
export function apiRoute<
  const Path extends string,
  const Route extends Omit<RouteConfig, 'path' | 'middleware' | 'security'> & { path: Path },
>(route: Route, access: RouteAccess, act: string | null = null) {
  const credentials: Record<string, string[]>[] = [{ session: [] }, { token: 'scope' in access ? [access.scope] : [] }];
  const guarded = {
    security: access.who === 'anyone' ? [] : credentials,
    middleware: takesJson(route) ? [guard(access, act), limited] : [guard(access, act)],
    'x-assay-access': access,
    ...(act === null ? {} : { 'x-assay-act': act }),
  };
  return createRoute<Path, Route & typeof guarded>({ ...route, ...guarded });
}

function takesJson(route: Pick<RouteConfig, 'request'>): boolean {
  return 'application/json' in (route.request?.body?.content ?? {});
}
