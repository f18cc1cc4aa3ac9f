/** What the protocol allows; the server refuses more, the client does not ask for it. */
export const wireLimits = {
  /** Events in one batch. */
  batchEvents: 500,
  /** Bytes of one request's body, 1 MiB. */
  batchBytes: 1_048_576,
  /** Events in one page. */
  pageEvents: 1000,
  /** Characters of the events of one page; the first event comes whatever its length. */
  pageChars: 4_194_304,
  /** Seconds that a request for events may wait for the next one. */
  waitS: 25,
  /** Gaps that a digest lists. */
  gaps: 100,
} as const;
