import { v7 } from 'uuid';
import type { OutboxBatch } from '../store/outbox/OutboxPorts';
import type { Place } from './ServerLink';
import { wirePaths } from './wire/wirePaths';

/** What is asked of the server to take a batch. */
export interface BatchRequest {
  path: string;
  method: 'PUT';
  headers: Record<string, string>;
  body: string;
}

/** The request that sends a batch; sent twice it does what it does once. */
export function batchRequest(
  { generation, store }: Place,
  { client, relayed, person, events }: OutboxBatch,
): BatchRequest {
  const body = JSON.stringify({
    client,
    generation,
    ...(relayed && { relayed }),
    ...(person !== null && { as: person }),
    events,
  });
  const headers = { 'Content-Type': 'application/json' };
  return { path: wirePaths.batch(store, v7()), method: 'PUT', headers, body };
}
