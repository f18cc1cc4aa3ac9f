import { z } from '@hono/zod-openapi';

/** An error answer (RFC 9457); some say the server's generation. */
export const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().optional(),
    generation: z.string().optional(),
  })
  .openapi('Problem');
