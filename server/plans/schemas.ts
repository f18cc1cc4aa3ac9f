import { z } from '@hono/zod-openapi';
import { boardStates } from '../../src/curation/board/Board';
import { unlabelledReasons } from '../../src/curation/labels/CuratedLabel';
import { projectParams } from '../projects/schemas';
import { planName } from './PlanFolders';

/** What the routes of plans of curation take and give. */

const count = z.number().int().min(0);
const amount = z.number();
const time = z.string().openapi({ format: 'date-time' });

export const planParams = projectParams.extend({
  plan: z.string().regex(planName, 'must be lower-case letters, digits and "-", 64 at most'),
});
export const pairParams = planParams.extend({
  pair: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
});
export const changesHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^[0-9a-f]{0,64}$/, 'must be the id of an event of this stream')
    .optional(),
});

const state = z.enum(boardStates);
const waiting = z.object({ step: z.string(), task: z.string(), wanted: count, arrived: count }).nullable();
const part = z.object({ pairs: count, of: count }).nullable();
const accuracy = z.object({ share: amount, low: amount, high: amount, pairs: count }).nullable();
const training = z
  .object({
    run: z.string(),
    phase: z.string(),
    startedAt: time.nullable(),
    hours: amount,
    step: count.nullable(),
    steps: count.nullable(),
    figures: z.array(z.object({ step: count, loss: amount.nullable(), goldAccuracy: amount.nullable() })),
  })
  .nullable();
const cost = z.object({
  verdicts: amount,
  humanHours: amount,
  calls: amount,
  tokensIn: amount,
  tokensOut: amount,
  gpuHours: amount,
  money: amount,
});
const limit = amount.nullable();

export const planListBody = z
  .object({
    plans: z.array(
      z.object({
        plan: z.string(),
        state,
        startedAt: time,
        at: time,
        step: z.string().nullable(),
        waiting,
        iterations: z.object({ done: count, all: count }),
      }),
    ),
  })
  .openapi('Plans');

export const boardBody = z
  .object({
    version: z.literal(1),
    plan: z.string(),
    project: z.string(),
    state,
    reason: z.string().nullable(),
    startedAt: time,
    at: time,
    step: z.object({ label: z.string(), stage: z.string(), done: count, all: count.nullable() }).nullable(),
    steps: z.array(z.object({ label: z.string(), counts: z.record(z.string(), count).nullable() })),
    waiting,
    iterations: z.array(
      z.object({
        iteration: count,
        pool: count.nullable(),
        gold: count.nullable(),
        silver: count.nullable(),
        discarded: count.nullable(),
        disagreement: part,
        flipped: part,
        accuracy,
        model: z.string().nullable(),
        training,
      }),
    ),
    stageTwo: z
      .object({
        rows: count,
        kept: count,
        keptByJudges: count,
        discarded: count,
        flipped: count,
        undecided: count,
        asked: count.nullable(),
      })
      .nullable(),
    cost,
    estimate: cost.nullable(),
    budget: z.object({ calls: limit, tokens: limit, gpuHours: limit, humanHours: limit, money: limit }),
    final: z
      .object({
        run: z.string().nullable(),
        training,
        accuracy,
        registered: z.object({ model: z.string(), version: count, digest: z.string() }).nullable(),
      })
      .nullable(),
    dataSet: z.object({ rows: count, gold: count, silver: count }).nullable(),
  })
  .openapi('Board');

export const explanationBody = z
  .object({
    pair: z.string(),
    label: z
      .union([
        z.object({
          kind: z.literal('label'),
          chosen: z.enum(['first', 'second']),
          origin: z.enum(['gold', 'silver']),
          stage: z.union([z.literal(1), z.literal(2)]),
          flipped: z.boolean(),
        }),
        z.object({ kind: z.literal('none'), why: z.enum(unlabelledReasons) }),
      ])
      .nullable(),
    sentences: z.array(z.string()),
    verdicts: z
      .object({
        outcome: z.string(),
        fold: z.string(),
        people: count,
        protocols: z.array(z.string()),
        events: z.array(z.object({ id: z.string(), hash: z.string() })),
      })
      .nullable(),
    votes: z.array(
      z.object({
        model: z.string(),
        vote: z.string(),
        because: z.string().nullable(),
        first: amount,
        second: amount,
        undecidable: amount,
        abstained: count,
      }),
    ),
    rewards: z.array(z.object({ step: z.string(), first: amount.nullable(), second: amount.nullable() })),
    versions: z.record(z.string(), z.string()),
    trail: z.array(z.string()),
  })
  .openapi('PairExplanation');
