import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { principalOf } from '../../api/principalOf';
import type { LedgerService } from '../LedgerService';
import { LedgerHandlers } from './LedgerHandlers';
import { getDigest, getEvents, getRejected, listStores, putBatch } from './ledgerRoutes';

/** The ledger's part of the API. */
export function ledgerApi(service: LedgerService): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const handlers = new LedgerHandlers(service);
  api.openapi(listStores, (context) => {
    const principal = principalOf(context);
    return handlers.stores((id) => principal.isAdmin || principal.rolesIn(id).size > 0);
  });
  api.openapi(putBatch, (context) => {
    const { storeId } = context.req.valid('param');
    return handlers.batch(storeId, context.req.valid('json'), principalOf(context).id);
  });
  api.openapi(getEvents, (context) => {
    const { storeId } = context.req.valid('param');
    return handlers.events(storeId, context.req.valid('query'), context.req.raw.signal);
  });
  api.openapi(getDigest, (context) =>
    handlers.digest(context.req.valid('param').storeId, context.req.valid('query').client),
  );
  api.openapi(getRejected, (context) =>
    handlers.rejected(context.req.valid('param').storeId, context.req.valid('query').client),
  );
  return api;
}
