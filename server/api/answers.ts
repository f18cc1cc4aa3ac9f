import type { RouteConfig, z } from '@hono/zod-openapi';
import { problemBody } from './problemBody';

/** What every route that is not open to anyone may answer. */
const refusals = { 401: 'Signed out', 403: 'Not for this credential' };

/**
 * The answers of a route: one body where it succeeds, and the problems by status with what they mean.
 * Said as widely as this because large answers leave as text that is never read as values.
 */
export function answers(
  description: string,
  schema: z.ZodType,
  problems: Record<number, string> = {},
): RouteConfig['responses'] {
  return { 200: { description, content: { 'application/json': { schema } } }, ...problemAnswers(problems) };
}

/** The problems of a route by status, beside those that each may answer. */
export function problemAnswers(problems: Record<number, string>): RouteConfig['responses'] {
  return Object.fromEntries(
    Object.entries({ ...refusals, ...problems }).map(([status, words]) => [
      status,
      { description: words, content: { 'application/problem+json': { schema: problemBody } } },
    ]),
  );
}
