import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { problem } from '../../problem';
import type { Imports } from '../imports/Imports';
import type { Registry } from '../Registry';
import { addImportRoutes } from './importHandlers';
import { addModelRoutes } from './modelHandlers';
import { addUploadRoutes } from './uploadHandlers';

/** A plan names at most 1100 files. */
const longestPlan = 1_000_000;

/** The registry's part of the API. */
export function registryApi(registry: Registry, imports: Imports): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const onError = () =>
    problem(413, 'Too large', `A body may have ${longestPlan} bytes here.`, { Connection: 'close' });
  const limited = bodyLimit({ maxSize: longestPlan, onError });
  for (const path of ['/models/uploads', '/models/imports', '/models/:name/tags/:tag']) api.use(path, limited);
  // Before the models: "uploads" and "imports" stand where a model's name would.
  addUploadRoutes(api, registry);
  addImportRoutes(api, imports);
  addModelRoutes(api, registry);
  return api;
}
