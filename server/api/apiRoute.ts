import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { RouteAccess } from '../access/RouteAccess';
import { guard } from './guard';

/**
 * A route of the API. Whoever may call it is part of its declaration: the guard, the OpenAPI document and the test that tries every
 * refusal read the same.
 */
export function apiRoute<
  const Path extends string,
  const Route extends Omit<RouteConfig, 'path' | 'middleware' | 'security'> & { path: Path },
>(route: Route, access: RouteAccess) {
  const credentials: Record<string, string[]>[] = [{ session: [] }, { token: 'scope' in access ? [access.scope] : [] }];
  const guarded = {
    security: access.who === 'anyone' ? [] : credentials,
    middleware: guard(access),
    'x-assay-access': access,
  };
  return createRoute<Path, Route & typeof guarded>({ ...route, ...guarded });
}
