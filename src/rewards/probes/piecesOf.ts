import type { Message } from '../../pairs/Message';
import type { Piece } from './Piece';
import { sentencesOf } from './sentencesOf';
import { stretchesOf } from './stretchesOf';

/**
 * The sentences of the assistant's turns of a response, in order. Of a longer one, stretches of sentences: about `most` in all, each turn
 * its share and at least one.
 */
export function piecesOf(messages: readonly Message[], most: number): Piece[] {
  const turns = messages.flatMap(({ role, content }, turn) =>
    role === 'assistant' && content !== '' ? [{ turn, sentences: sentencesOf(content), length: content.length }] : [],
  );
  const total = turns.reduce((sum, { sentences }) => sum + sentences.length, 0);
  const length = turns.reduce((sum, turn) => sum + turn.length, 0);
  return turns.flatMap(({ turn, sentences, length: own }) => {
    const room = total <= most ? sentences.length : Math.max(1, Math.floor((most * own) / length));
    return stretchesOf(sentences, room).map((span) => ({
      ...span,
      turn,
      sentences: sentences.filter(({ start }) => start >= span.start && start < span.end).length,
    }));
  });
}
