import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import type { Imports } from '../imports/Imports';
import type { Registry } from '../Registry';
import { addImportRoutes } from './importHandlers';
import { addModelRoutes } from './modelHandlers';
import { addUploadRoutes } from './uploadHandlers';

/** The registry's part of the API. */
export function registryApi(registry: Registry, imports: Imports): OpenAPIHono<ApiEnv> {
  const api = createApi();
  // Before the models: "uploads" and "imports" stand where a model's name would.
  addUploadRoutes(api, registry);
  addImportRoutes(api, imports);
  addModelRoutes(api, registry);
  return api;
}
