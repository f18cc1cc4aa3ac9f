import type { Message } from '../pairs/Message';

/** A prompt of one user turn. No system prompt: none of the benchmarks has one for reward models. */
export function userPrompt(content: string): Message[] {
  return [{ role: 'user', content }];
}
