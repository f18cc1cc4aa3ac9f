import { z } from 'zod';

/** One line of a run's metrics.jsonl, as `trainer/job` writes it; figures beside these fields are the event's own. */
export const runEvent = z.looseObject({
  at: z.string(),
  event: z.string(),
  step: z.number().optional(),
  steps: z.number().optional(),
});

export type RunEvent = z.infer<typeof runEvent>;
