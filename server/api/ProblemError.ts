/** A refusal that a handler throws, told to whoever asked as a problem (RFC 9457). The message says what arrived and what to do. */
export class ProblemError extends Error {
  override name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}
