import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './ApiEnv';

/** Says only that the server lives, and what its routes are. */
const open = ['GET /health', 'GET /openapi.json'];

/** No route gets in that does not declare who may call it. @throws Error naming the routes */
export function assertDeclared(api: OpenAPIHono<ApiEnv>): void {
  const declared = new Set(open);
  for (const definition of api.openAPIRegistry.definitions)
    if (definition.type === 'route' && 'x-assay-access' in definition.route)
      declared.add(nameOf(definition.route.method, definition.route.path.replaceAll(/\/{(.+?)}/g, '/:$1')));
  const found = api.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => nameOf(method, path));
  const undeclared = found.filter((name) => !declared.has(name));
  if (undeclared.length > 0)
    throw new Error(`Make these routes with apiRoute: ${[...new Set(undeclared)].join(', ')}.`);
}

function nameOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}
