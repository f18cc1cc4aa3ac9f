import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Agent } from 'undici';
import type { FetchPolicy } from './FetchPolicy';
import type { Target } from './checkTarget';

/** Connections to the machines that were checked and to no others: the name is not resolved again (DNS rebinding). No proxy is asked. */
export function pinnedAgent({ addresses }: Target, { times }: FetchPolicy): Agent {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, pinned);
    else done(null, pinned[0]?.address ?? '', pinned[0]?.family);
  };
  return new Agent({
    connect: { lookup, timeout: times.headersMs },
    headersTimeout: times.headersMs,
    bodyTimeout: times.pauseMs,
    pipelining: 0,
  });
}
