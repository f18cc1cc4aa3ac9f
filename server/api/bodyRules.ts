import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problemCodes } from '../../src/sync/wire/Problem';
import { problem } from '../problem';
import type { ApiEnv } from './ApiEnv';

/** The largest JSON that any route takes; most take less. Files have limits of their own, counted while they are written. */
export const mostJsonBytes = 8 * 1024 * 1024;

const limited = bodyLimit({
  maxSize: mostJsonBytes,
  onError: () => {
    const detail = `A body of JSON may have ${mostJsonBytes} bytes; send less at once.`;
    return problem(413, 'Too large', detail, { Connection: 'close' }, { code: problemCodes.tooLarge });
  },
});

/**
 * What holds for every body that is sent: it comes unpacked, since what packed bytes unpack to is known only when memory is full
 * of it, and JSON ends where it says or at the limit, whichever is first.
 */
export const bodyRules: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const encoding = context.req.header('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    const detail = `The body is packed (Content-Encoding: ${encoding}); send it unpacked.`;
    return problem(415, 'Packed body', detail, { 'Accept-Encoding': 'identity', Connection: 'close' });
  }
  const isJson = /json/i.test(context.req.header('Content-Type') ?? '');
  return isJson ? limited(context, next) : next();
};
