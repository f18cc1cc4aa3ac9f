import type { RouteAccess } from '../../access/RouteAccess';
import { answers } from '../../api/answers';
import { apiRoute } from '../../api/apiRoute';
import { jsonBody } from '../../api/jsonBody';
import {
  batchAnswerBody,
  batchBody,
  batchParams,
  clientQuery,
  digestBody,
  eventsPageBody,
  eventsQuery,
  rejectedBody,
  storeListBody,
  storeParams,
} from './schemas';

/** The protocol's routes, as programs read them. Paths are below `/v1`. */

/** Whoever labels or curates in the project, which has the store's id. */
const members = { who: 'member', roles: ['annotator', 'adjudicator', 'curator'], project: 'storeId' } as const;
const readers: RouteAccess = { ...members, scope: 'labels:read' };

const storage = {
  404: 'No such store',
  422: 'The request breaks a rule',
  503: 'The database cannot do it now; nothing was taken',
};

export const listStores = apiRoute(
  {
    method: 'get',
    path: '/stores',
    summary: 'The ledgers of this server, and its generation',
    responses: answers('The stores', storeListBody, { 503: storage[503] }),
  },
  { who: 'signed in', scope: 'labels:read' },
);

export const putBatch = apiRoute(
  {
    method: 'put',
    path: '/stores/{storeId}/batches/{batchId}',
    summary: 'Send events; what is acknowledged is durable',
    request: {
      params: batchParams,
      body: jsonBody(batchBody),
    },
    responses: answers('What became of every event', batchAnswerBody, {
      ...storage,
      409: 'Another generation: send everything again',
      413: 'Too large: send half',
    }),
  },
  { ...members, scope: 'labels:write' },
);

export const getEvents = apiRoute(
  {
    method: 'get',
    path: '/stores/{storeId}/events',
    summary: 'Events after a cursor, in the order in which the server took them',
    request: { params: storeParams, query: eventsQuery },
    responses: answers('A page of events', eventsPageBody, { ...storage, 409: "Another generation's cursor" }),
  },
  readers,
);

export const getDigest = apiRoute(
  {
    method: 'get',
    path: '/stores/{storeId}/digest',
    summary: 'What the server has of one client',
    request: { params: storeParams, query: clientQuery },
    responses: answers('The digest', digestBody, storage),
  },
  readers,
);

export const getRejected = apiRoute(
  {
    method: 'get',
    path: '/stores/{storeId}/rejected',
    summary: 'Events of one client that were parked, with their reasons',
    request: { params: storeParams, query: clientQuery },
    responses: answers('The parked events', rejectedBody, storage),
  },
  readers,
);
