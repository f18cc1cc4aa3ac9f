/** An answer that is none of the protocol. */
export class WireError extends Error {
  override name = 'WireError';
}
