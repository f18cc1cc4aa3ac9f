import type { OpenAPIHono } from '@hono/zod-openapi';
import { readAudit } from '../administration/administrationRoutes';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { jsonAnswer } from '../../api/jsonAnswer';
import type { Audit } from './Audit';

/** Entries that one answer has unless it is asked for more. */
const usualEntries = 100;

/** Reading the audit, which a server for one person has too. */
export function auditApi(audit: Audit): OpenAPIHono<ApiEnv> {
  const api = createApi();
  api.openapi(readAudit, async (context) => {
    const { before = null, limit = usualEntries } = context.req.valid('query');
    return jsonAnswer({ entries: await audit.page(before, limit) });
  });
  return api;
}
