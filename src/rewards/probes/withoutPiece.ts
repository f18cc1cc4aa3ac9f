import type { Message } from '../../pairs/Message';
import type { Piece } from './Piece';

/** A response with a piece left out: what stands before and behind it follow each other. */
export function withoutPiece(messages: readonly Message[], { turn, start, end }: Piece): Message[] {
  return messages.map((message, at) => {
    if (at !== turn) return message;
    const [before, behind] = [message.content.slice(0, start), message.content.slice(end)];
    return { ...message, content: behind === '' ? before.trimEnd() : before + behind };
  });
}
