/** A checkpoint's chat template does not take a conversation: Mistral's, for one, wants users and assistants to take turns. */
export class RefusedConversationError extends Error {
  override readonly name = 'RefusedConversationError';

  /** @param request the id of the request whose conversation it is */
  constructor(
    readonly request: string,
    cause: Error,
  ) {
    super(`The checkpoint's chat template refuses response ${request}: ${cause.message}`, { cause });
  }
}
