import type { Message } from '../pairs/Message';
import { longestCompared } from './longestCompared';

/** The text of a response that rules read: the assistant's turns, up to `longestCompared` UTF-16 units. */
export function responseText(messages: readonly Message[]): string {
  const own = messages.filter(({ role }) => role === 'assistant');
  const text = (own.length > 0 ? own : messages).map(({ content }) => content).join('\n\n');
  return text.slice(0, longestCompared);
}
