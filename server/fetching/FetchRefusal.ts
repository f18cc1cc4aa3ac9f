/** An address that the server does not fetch, or an answer that it does not read on. The message says which rule it breaks. */
export class FetchRefusal extends Error {
  override readonly name = 'FetchRefusal';
}
