import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './ApiEnv';

/** Serves the OpenAPI document of all parts that were joined to this one, at `/openapi.json`. */
export function serveDocument(api: OpenAPIHono<ApiEnv>, version: string): void {
  const schemes = api.openAPIRegistry;
  schemes.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: '__Host-assay' });
  schemes.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  api.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Assay', version }, servers: [{ url: '/v1' }] });
}
