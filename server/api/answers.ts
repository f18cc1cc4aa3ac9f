import { z, type RouteConfig } from '@hono/zod-openapi';
import { problemBody } from './problemBody';

/** What every route may answer, those that are open to anyone a part of it. */
const refusals = { 401: 'Signed out', 403: 'Not for this credential', 429: 'Too many requests; see Retry-After' };

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

/** The answers of a route that gives out a file or text of its own. @param types media types of what it gives, by status */
export function fileAnswers(
  description: string,
  types: Record<number, string>,
  problems: Record<number, string> = {},
): RouteConfig['responses'] {
  const schema = z.string().openapi({ format: 'binary' });
  const given = Object.entries(types).map(([status, type]) => [
    status,
    { description, content: { [type]: { schema } } },
  ]);
  return { ...Object.fromEntries(given), ...problemAnswers(problems) };
}
