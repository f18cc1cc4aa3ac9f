import type { Message } from '../pairs/Message';

/** Whether two responses are the same turn by turn: role, text and reasoning. */
export function sameTexts(a: Message[], b: Message[]): boolean {
  return a.length === b.length && a.every((turn, at) => sameTurn(turn, b[at]));
}

/** Whether two turns are the same; a turn that is missing equals none. */
export function sameTurn(one: Message, other: Message | undefined): boolean {
  if (other?.role !== one.role) return false;
  return one.content === other.content && (one.thinking ?? '') === (other.thinking ?? '');
}
