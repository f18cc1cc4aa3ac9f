import { lookup } from 'node:dns/promises';
import type { FetchPolicy } from './FetchPolicy';

/** The hub, and the hosts that it keeps files on. */
export const usualHosts = ['huggingface.co', '*.huggingface.co', '*.hf.co'];

/** The policy of a server on which nothing else was allowed. */
export const usualPolicy: FetchPolicy = {
  hosts: usualHosts,
  allowPrivate: false,
  redirects: 5,
  // One request of a transfer asks for 128 MiB; a server that ignores ranges sends the whole file.
  bodyBytes: 20e9,
  times: { headersMs: 30_000, pauseMs: 60_000, totalMs: 3_600_000 },
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
};
