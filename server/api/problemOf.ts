import { HTTPException } from 'hono/http-exception';
import { StorageError } from '../database/StorageError';
import { problem } from '../problem';
import { malformed } from './malformed';
import { ProblemError } from './ProblemError';
import type { StorageProblemCode } from '../../src/sync/wire/Problem';

/** Seconds after which a client should try again. */
const retryAfterS: Record<StorageProblemCode, string> = {
  storage_full: '30',
  storage_read_only: '30',
  storage_failed: '5',
};

/** The answer to a failure that the API knows; null for any other. */
export function problemOf(error: unknown): Response | null {
  if (error instanceof ProblemError)
    return problem(error.status, error.title, error.message, {}, error.code === undefined ? {} : { code: error.code });
  if (error instanceof StorageError) {
    const headers = { 'Retry-After': retryAfterS[error.problem] };
    const detail = `${error.message} Nothing of this request was taken; it can be sent again.`;
    return problem(503, 'The database cannot be written', detail, headers, { code: error.problem });
  }
  // Hono's own: JSON that cannot be read, or a body that broke off.
  if (error instanceof HTTPException && error.status < 500) return malformed('json', error.message);
  return null;
}
