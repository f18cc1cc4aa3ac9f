import type { Message } from '../Message';
import { sameMessage } from './messages';
import { RowError } from './RowError';

export interface Split {
  prompt: Message[];
  responses: [Message[], Message[]];
}

/**
 * Divides two whole conversations into the prompt that they share and two responses: the prompt is their leading equal
 * messages, never past the last assistant turn of either. Later turns of people belong to the responses.
 *
 * @throws RowError where the two do not begin with the same prompt or one has no assistant turn.
 */
export function splitConversations(one: Message[], other: Message[]): Split {
  if (lastAssistant(one) < 0 || lastAssistant(other) < 0) throw new RowError('a conversation has no assistant turn');
  const length = sharedLength([one, other]);
  const first = one[length];
  const second = other[length];
  if (first?.role !== 'assistant' || second?.role !== 'assistant') {
    throw new RowError('the two conversations begin with different prompts');
  }
  return { prompt: one.slice(0, length), responses: [one.slice(length), other.slice(length)] };
}

/** How many leading messages are the same in all of them, never past the last assistant turn of any; none of fewer than two. */
export function sharedLength(conversations: Message[][]): number {
  if (conversations.length < 2) return 0;
  const [one = [], ...others] = conversations;
  const limit = conversations.reduce((least, messages) => Math.min(least, lastAssistant(messages)), Infinity);
  let length = 0;
  while (length < limit && others.every((other) => equalAt(one, other, length))) length++;
  return length;
}

function lastAssistant(messages: Message[]): number {
  return messages.findLastIndex((message) => message.role === 'assistant');
}

function equalAt(one: Message[], other: Message[], at: number): boolean {
  const [first, second] = [one[at], other[at]];
  return first !== undefined && second !== undefined && sameMessage(first, second);
}
