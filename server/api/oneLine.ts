import { z } from '@hono/zod-openapi';

/**
 * The schema of a name that a person gives: one line, trimmed, 1 to `most` characters. Control characters are in no name: no log and no
 * header takes them, and databases cut a text at a zero byte or refuse it.
 */
export function oneLine(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[ -~\u00a0-\uffff]*$/, 'must have no control characters');
}
