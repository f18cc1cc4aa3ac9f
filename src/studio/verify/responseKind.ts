import type { Message } from '../../pairs/Message';

/** What a response mainly is, in one word, seen in its text alone. */
export function responseKind(messages: Message[]): string {
  if (messages.length > 1) return `${messages.length} turns`;
  const text = (messages[0]?.content ?? '').slice(0, 20_000);
  if (/^ {0,3}(?:```|~~~)/m.test(text)) return 'code';
  if (/^\s*\|.+\|\s*\n\s*\|[\s:|-]+\|/m.test(text)) return 'table';
  if (/\\\(|\\\[|\$\$|\\frac|\\sqrt/.test(text)) return 'mathematics';
  if ((text.match(/^\s*(?:[-*+]|\d+[.)])\s/gm)?.length ?? 0) >= 2) return 'list';
  return 'text';
}

/** UTF-16 units of all turns of a response. */
export function lengthOfMessages(messages: Message[]): number {
  return messages.reduce((sum, { content, thinking }) => sum + content.length + (thinking?.length ?? 0), 0);
}
