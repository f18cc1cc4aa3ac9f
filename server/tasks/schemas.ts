import { z } from '@hono/zod-openapi';
import { oneLine } from '../api/oneLine';
import { mostOverlap, projectSettings } from '../projects/ProjectSettings';
import { projectParams } from '../projects/schemas';

/** What the routes of tasks take and give. */

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a UUID in lower case');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const count = z.number().int().min(0);

/** Pairs of one reservation: a day's work and more. */
export const mostReserved = 500;
/** Pairs that a task may select one by one. */
const mostSelected = 10_000;

export const taskParams = projectParams.extend({ taskId: uuid });
export const reservationParams = taskParams.extend({ reservationId: uuid });

/** Where nobody signs in, the browser stands for the person. */
export const clientQuery = z.object({ client: uuid });
export const clientBody = z.object({ client: uuid });
export const reserveBody = clientBody.extend({ size: z.number().int().min(1).max(mostReserved) });

export const newTask = z.object({
  id: uuid.optional().describe('Chosen by whoever asks: asked again with it, the task is the one that is there'),
  name: oneLine(200),
  dataSet: sha256,
  pairs: z.array(sha256).min(1).max(mostSelected).optional().describe('Which pairs, in their order; all unless given'),
  overlap: z.number().int().min(1).max(mostOverlap).optional(),
  overlaps: z
    .record(sha256, z.number().int().min(1).max(mostOverlap))
    .refine((pairs) => Object.keys(pairs).length <= mostSelected, `must name ${mostSelected} pairs at most`)
    .optional()
    .describe('Pairs that another number of people judge. Nobody who judges is told which'),
  reservationMinutes: projectSettings.shape.reservationMinutes.optional(),
});

const reservationBody = z
  .object({
    id: uuid,
    pairs: count,
    judged: count,
    madeAt: z.string(),
    expiresAt: z.string(),
    state: z.enum(['held', 'expired', 'given back']),
  })
  .openapi('Reservation');

export const taskBody = z
  .object({
    id: uuid,
    name: z.string(),
    pairs: count,
    overlap: count,
    reservationMinutes: count,
    madeAt: z.string(),
    closedAt: z.string().nullable(),
    done: count,
    beyond: count,
    judged: count,
    open: count,
    disputed: count.nullable(),
    reservations: z.array(reservationBody),
  })
  .openapi('Task');

export const taskListBody = z.object({ tasks: z.array(taskBody) }).openapi('TaskList');

export const labelsBody = z
  .object({
    labels: z
      .record(z.string(), z.enum(['first', 'second', 'tie', 'both_bad']))
      .describe('By pair; the sides are canonical'),
  })
  .openapi('RevealedLabels');
