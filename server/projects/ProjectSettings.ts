import { z } from '@hono/zod-openapi';

/** More people on one pair tell nothing that these do not. */
export const mostOverlap = 20;

/** A month: what is held longer is held by nobody. */
const longestMinutes = 43_200;

/** What a project decides about its work. */
export const projectSettings = z
  .object({
    overlap: z.number().int().min(1).max(mostOverlap).describe('How many people judge each pair'),
    reservationMinutes: z.number().int().min(1).max(longestMinutes).describe('How long pairs are held for a person'),
    reveal: z
      .enum(['nothing', 'label'])
      .describe("What a person gets of a pair's source after their own verdict on it"),
  })
  .openapi('ProjectSettings');

export type ProjectSettings = z.infer<typeof projectSettings>;

export const usualSettings: ProjectSettings = { overlap: 1, reservationMinutes: 1440, reveal: 'label' };
