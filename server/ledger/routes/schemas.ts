import { z } from '@hono/zod-openapi';
import { wireLimits } from '../../../src/sync/wire/wireLimits';

/** What the routes take and give, checked at the door and written into the OpenAPI document. */

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const uuid = z.string().regex(uuidForm, 'must be a UUID in lower case');
const storeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and "-", 64 at most');
const cursor = z.string().max(200);
const generation = z.string().max(100);
const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/, 'must be a whole number')
  .transform(Number);

export const storeParams = z.object({ storeId });
export const batchParams = z.object({ storeId, batchId: uuid });

/** An event is looked at by itself, in `readArrival`: one that breaks a rule is parked and holds up no other. */
const event = z.unknown().openapi({ type: 'object', description: 'docs/protocol.md, section Events' });

export const batchBody = z
  .object({
    client: uuid,
    generation,
    relayed: z.boolean().optional(),
    as: z.string().max(100).optional(),
    events: z.array(event).min(1).max(wireLimits.batchEvents),
  })
  .openapi('Batch');

export const eventsQuery = z.object({
  after: cursor.optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(wireLimits.pageEvents)).optional(),
  wait: wholeNumber.pipe(z.number().max(wireLimits.waitS)).optional(),
});

export const clientQuery = z.object({ client: uuid });

export const storeListBody = z
  .object({ generation, stores: z.array(z.object({ id: storeId, name: z.string() })) })
  .openapi('StoreList');

const count = z.number().int().min(0);
const code = z.enum(['schema', 'forbidden', 'id_conflict', 'seq_conflict']);

const rejection = z.object({ index: count, id: z.string().nullable(), code, message: z.string() }).openapi('Rejection');

export const batchAnswerBody = z
  .object({ generation, acked: z.array(uuid), rejected: z.array(rejection), head: cursor })
  .openapi('BatchAnswer');

export const eventsPageBody = z
  .object({
    events: z.array(event),
    annotators: z.record(z.string(), z.string()),
    next: cursor,
    generation,
    more: z.boolean(),
  })
  .openapi('EventsPage');

export const digestBody = z
  .object({
    client: uuid,
    generation,
    count,
    parked: count,
    maxSeq: count,
    /** First and last number of each. A tuple would be written as JSON Schema of before 2020, which OpenAPI 3.1 is not. */
    gaps: z.array(z.array(count).length(2)).max(wireLimits.gaps),
    xor: z.string(),
  })
  .openapi('Digest');

const parkedEvent = z.object({
  id: z.string().nullable(),
  seq: z.number().int().nullable(),
  code,
  message: z.string(),
  receivedAt: z.string(),
  event: z.unknown(),
});

export const rejectedBody = z.object({ rejected: z.array(parkedEvent) }).openapi('Rejected');
