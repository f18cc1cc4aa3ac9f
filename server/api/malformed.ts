import { problemCodes } from '../../src/sync/wire/Problem';
import { problem } from '../problem';

/** A request that breaks a rule. @param target which part of it, as Hono names it: `json`, `query`, `param` */
export function malformed(target: string, detail: string): Response {
  const code = target === 'json' ? problemCodes.batchMalformed : problemCodes.requestMalformed;
  return problem(422, 'Malformed request', detail, {}, { code });
}
