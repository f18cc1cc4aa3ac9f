import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi';
import {
  batchAnswerBody,
  batchBody,
  batchParams,
  clientQuery,
  digestBody,
  eventsPageBody,
  eventsQuery,
  problemBody,
  rejectedBody,
  storeListBody,
  storeParams,
} from './schemas';

/** The protocol's routes, as programs read them. Paths are below `/v1`. */

/** Said as widely as this because pages of events leave as text that is never read as values. */
function answers(description: string, schema: z.ZodType, problems: Record<number, string>): RouteConfig['responses'] {
  const refusals = Object.entries({ 403: 'Not for this credential', 404: 'No such store', ...problems });
  return {
    200: { description, content: { 'application/json': { schema } } },
    ...Object.fromEntries(refusals.map(([status, words]) => [status, problemAnswer(words)])),
  };
}

function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemBody } } };
}

const storage = { 422: 'The request breaks a rule', 503: 'The database cannot do it now; nothing was taken' };

export const listStores = createRoute({
  method: 'get',
  path: '/stores',
  summary: 'The ledgers of this server, and its generation',
  responses: answers('The stores', storeListBody, { 503: storage[503] }),
});

export const putBatch = createRoute({
  method: 'put',
  path: '/stores/{storeId}/batches/{batchId}',
  summary: 'Send events; what is acknowledged is durable',
  request: {
    params: batchParams,
    body: { required: true, content: { 'application/json': { schema: batchBody } } },
  },
  responses: answers('What became of every event', batchAnswerBody, {
    ...storage,
    409: 'Another generation: send everything again',
    413: 'Too large: send half',
  }),
});

export const getEvents = createRoute({
  method: 'get',
  path: '/stores/{storeId}/events',
  summary: 'Events after a cursor, in the order in which the server took them',
  request: { params: storeParams, query: eventsQuery },
  responses: answers('A page of events', eventsPageBody, { ...storage, 409: "Another generation's cursor" }),
});

export const getDigest = createRoute({
  method: 'get',
  path: '/stores/{storeId}/digest',
  summary: 'What the server has of one client',
  request: { params: storeParams, query: clientQuery },
  responses: answers('The digest', digestBody, storage),
});

export const getRejected = createRoute({
  method: 'get',
  path: '/stores/{storeId}/rejected',
  summary: 'Events of one client that were parked, with their reasons',
  request: { params: storeParams, query: clientQuery },
  responses: answers('The parked events', rejectedBody, storage),
});
