import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './ApiEnv';
import { malformed } from './malformed';

/** An empty part of the API: requests that break a route's schema are answered in sentences. */
export function createApi(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => (result.success ? undefined : malformed(result.target, sentences(result.error.issues))),
  });
}

function sentences(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'The body'}: ${message}.`)
    .join(' ');
}
