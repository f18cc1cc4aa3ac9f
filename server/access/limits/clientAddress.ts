import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isIP } from 'node:net';

/**
 * The network address that a request came from; empty where there is no network, as in tests without one.
 * @param trustedProxies how many proxies in front add, each at its end, whom they got it from to `X-Forwarded-For`. What
 * stands before that, anybody may have written.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const forwarded = (context.req.header('X-Forwarded-For') ?? '').split(',').map((part) => part.trim());
  const said = trustedProxies === 0 ? undefined : (forwarded.at(-trustedProxies) ?? forwarded[0]);
  return said !== undefined && isIP(said) !== 0 ? said : connectedFrom(context);
}

function connectedFrom(context: Context): string {
  const isConnected = typeof context.env === 'object' && context.env !== null && 'incoming' in context.env;
  return isConnected ? (getConnInfo(context).remote.address ?? '') : '';
}
