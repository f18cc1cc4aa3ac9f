import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { problemCodes, type StorageProblemCode } from '../../../src/sync/wire/Problem';
import { wireLimits } from '../../../src/sync/wire/wireLimits';
import { problem } from '../../problem';
import type { LedgerService } from '../LedgerService';
import { StorageError } from '../../database/StorageError';
import { UnknownStoreError } from '../UnknownStoreError';
import { LedgerHandlers } from './LedgerHandlers';
import { getDigest, getEvents, getRejected, listStores, putBatch } from './ledgerRoutes';

/** Whose events these are on a server for one person. */
const localAnnotator = 'local';

/** Seconds after which a client should try again. */
const retryAfterS: Record<StorageProblemCode, string> = {
  storage_full: '30',
  storage_read_only: '30',
  storage_failed: '5',
};

/** The ledger's part of the API, with its OpenAPI document. */
export function ledgerApi(service: LedgerService, version: string): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result) => (result.success ? undefined : malformed(result.target, sentences(result.error.issues))),
  });
  const handlers = new LedgerHandlers(service);
  const tooLarge = () => tooLargeAnswer();
  api.use('/stores/:storeId/batches/*', bodyLimit({ maxSize: wireLimits.batchBytes, onError: tooLarge }));
  api.openapi(listStores, () => handlers.stores());
  api.openapi(putBatch, (context) => {
    const { storeId } = context.req.valid('param');
    return handlers.batch(storeId, context.req.valid('json'), localAnnotator);
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
  api.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Assay ledger', version }, servers: [{ url: '/v1' }] });
  return api;
}

/** Failures that the ledger's routes know; null for any other. */
export function ledgerProblem(error: unknown): Response | null {
  if (error instanceof UnknownStoreError)
    return problem(404, 'No such store', error.message, {}, { code: problemCodes.noSuchStore });
  if (error instanceof StorageError) {
    const headers = { 'Retry-After': retryAfterS[error.problem] };
    const detail = `${error.message} Nothing of this request was taken; it can be sent again.`;
    return problem(503, 'The ledger cannot be written', detail, headers, { code: error.problem });
  }
  // Hono's own: JSON that cannot be read, or a body that broke off.
  if (error instanceof HTTPException && error.status < 500) return malformed('json', error.message);
  return null;
}

function malformed(target: string, detail: string): Response {
  const code = target === 'json' ? problemCodes.batchMalformed : problemCodes.requestMalformed;
  return problem(422, 'Malformed request', detail, {}, { code });
}

function sentences(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'The body'}: ${message}.`)
    .join(' ');
}

function tooLargeAnswer(): Response {
  const detail = `A body may have ${wireLimits.batchBytes} bytes; send the events in smaller batches.`;
  // The rest of the body is not read, so this connection can carry no other request.
  return problem(413, 'Too large', detail, { Connection: 'close' }, { code: problemCodes.tooLarge });
}
