import type { Message } from '../../pairs/Message';
import type { Piece } from './Piece';

/**
 * A response as if it ended after a piece, without the white space behind it; after the last piece it is the response itself, with all
 * that follows.
 */
export function upToPiece(messages: readonly Message[], { turn, end }: Piece, isLast: boolean): Message[] {
  if (isLast) return [...messages];
  return messages
    .slice(0, turn + 1)
    .map((message, at) => (at === turn ? { ...message, content: message.content.slice(0, end).trimEnd() } : message));
}
