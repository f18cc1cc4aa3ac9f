import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { principalOf } from '../../api/principalOf';
import type { LedgerService } from '../LedgerService';
import { blindReader, mayRelay } from './readers';
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
    const principal = principalOf(context);
    const sender = { id: principal.id, mayRelay: mayRelay(principal, storeId) };
    return handlers.batch(storeId, context.req.valid('json'), sender);
  });
  api.openapi(getEvents, (context) => {
    const { storeId } = context.req.valid('param');
    const blind = blindReader(principalOf(context), storeId);
    return handlers.events(storeId, context.req.valid('query'), blind, context.req.raw.signal);
  });
  api.openapi(getDigest, (context) =>
    handlers.digest(context.req.valid('param').storeId, context.req.valid('query').client),
  );
  api.openapi(getRejected, (context) => {
    const { storeId } = context.req.valid('param');
    const blind = blindReader(principalOf(context), storeId);
    return handlers.rejected(storeId, context.req.valid('query').client, blind);
  });
  return api;
}
