/** Addresses of a name, as text. */
export type Resolve = (host: string) => Promise<string[]>;

/** Where the server may fetch from when somebody asks it to, and how much. */
export interface FetchPolicy {
  /** Names of hosts, in lower case; `*.example.org` means every name below it. */
  hosts: readonly string[];
  /** Lets addresses of this machine and its network through, `http`, and every port: for a hub that stands beside the server. */
  allowPrivate: boolean;
  /** Redirects that are followed, each checked as the first address was. */
  redirects: number;
  /** Bytes of one body. */
  bodyBytes: number;
  /** How long the beginning of an answer may take, each pause in it, and all of it. */
  times: { headersMs: number; pauseMs: number; totalMs: number };
  resolve: Resolve;
}
