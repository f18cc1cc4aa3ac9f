import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { problemCodes } from '../../../src/sync/wire/Problem';
import { wireLimits } from '../../../src/sync/wire/wireLimits';
import type { ApiEnv } from '../../api/ApiEnv';
import { createApi } from '../../api/createApi';
import { principalOf } from '../../api/principalOf';
import { problem } from '../../problem';
import type { LedgerService } from '../LedgerService';
import { LedgerHandlers } from './LedgerHandlers';
import { getDigest, getEvents, getRejected, listStores, putBatch } from './ledgerRoutes';

/** The ledger's part of the API. */
export function ledgerApi(service: LedgerService): OpenAPIHono<ApiEnv> {
  const api = createApi();
  const handlers = new LedgerHandlers(service);
  const tooLarge = () => tooLargeAnswer();
  api.use('/stores/:storeId/batches/*', bodyLimit({ maxSize: wireLimits.batchBytes, onError: tooLarge }));
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

function tooLargeAnswer(): Response {
  const detail = `A body may have ${wireLimits.batchBytes} bytes; send the events in smaller batches.`;
  // The rest of the body is not read, so this connection can carry no other request.
  return problem(413, 'Too large', detail, { Connection: 'close' }, { code: problemCodes.tooLarge });
}
