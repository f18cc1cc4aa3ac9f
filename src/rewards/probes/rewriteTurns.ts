import type { Message } from '../../pairs/Message';
import type { Rewrite, RewriteOptions } from './Rewrite';

/** A response with its assistant's turns rewritten; null where the rewrite finds nothing to change in any of them. */
export function rewriteTurns(
  messages: readonly Message[],
  rewrite: Rewrite,
  options: RewriteOptions,
): Message[] | null {
  const rewritten = messages.map((message) =>
    message.role === 'assistant' ? { ...message, content: rewrite.apply(message.content, options) } : message,
  );
  return rewritten.some(({ content }, at) => content !== messages[at]?.content) ? rewritten : null;
}
