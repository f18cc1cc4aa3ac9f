import type { Reading, Rule } from '../Reading';
import { sameTurn } from '../sameTexts';

/** Of dialogues: which turns differ, by their place from 1. A response of one turn each has no such difference. */
export const turnsApart: Rule = (a, b) => {
  const most = Math.max(a.messages.length, b.messages.length);
  if (most < 2) return null;
  return { a: turnsOf(a, b), b: turnsOf(b, a) };
};

function turnsOf({ messages }: Reading, other: Reading): string {
  const apart = messages.flatMap((turn, at) => (sameTurn(turn, other.messages[at]) ? [] : [String(at + 1)]));
  const total = String(messages.length);
  if (apart.length === 0) return `none of ${total} differs`;
  if (apart.length === messages.length) return apart.length === 1 ? 'the only one' : `all ${total} differ`;
  return `${apart.slice(0, 6).join(', ')}${apart.length > 6 ? ' and more' : ''} of ${total}`;
}
