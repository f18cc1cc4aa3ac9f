import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/pairs/Message';
import { piecesOf } from '../../../src/rewards/probes/piecesOf';
import { upToPiece } from '../../../src/rewards/probes/upToPiece';
import { withoutPiece } from '../../../src/rewards/probes/withoutPiece';
import { markdownText } from './markdownText';

const one = (content: string): Message[] => [{ role: 'assistant', content }];
const turns: Message[] = [
  { role: 'assistant', content: 'One. Two.' },
  { role: 'user', content: 'Why? Really?' },
  { role: 'assistant', content: 'Three.  ' },
];

describe('pieces', () => {
  test('are the sentences of the assistant, not those of others', () => {
    expect(piecesOf(turns, 40).map(({ turn, start, end }) => [turn, start, end])).toEqual([
      [0, 0, 5],
      [0, 5, 9],
      [2, 0, 8],
    ]);
  });

  test('of a long response are stretches that hold every sentence once', () => {
    const long = one(Array.from({ length: 500 }, (_, at) => `Sentence ${at} is here.`).join(' '));
    const pieces = piecesOf(long, 40);
    expect(pieces).toHaveLength(40);
    expect(pieces.reduce((sum, { sentences }) => sum + sentences, 0)).toBe(500);
  });

  test('of many turns are at least one a turn', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      role: at % 2 ? ('user' as const) : ('assistant' as const),
      content: 'A. B. C.',
    }));
    expect(piecesOf(many, 10)).toHaveLength(15);
  });

  test('an empty response has none', () => {
    expect(piecesOf(one(''), 40)).toEqual([]);
  });
});

describe('a response up to a piece', () => {
  test('ends with it, and is the response itself after the last', () => {
    const [first, second, last] = piecesOf(turns, 40);
    if (!first || !second || !last) throw new Error('three pieces');
    expect(upToPiece(turns, first, false)).toEqual([{ role: 'assistant', content: 'One.' }]);
    expect(upToPiece(turns, second, false)).toEqual([{ role: 'assistant', content: 'One. Two.' }]);
    expect(upToPiece(turns, last, true)).toEqual(turns);
  });
});

describe('a response without a piece', () => {
  test('leaves the others as they are', () => {
    const [first, second, last] = piecesOf(turns, 40);
    if (!first || !second || !last) throw new Error('three pieces');
    expect(withoutPiece(turns, first)[0]?.content).toBe('Two.');
    expect(withoutPiece(turns, second)[0]?.content).toBe('One.');
    expect(withoutPiece(turns, last).map(({ content }) => content)).toEqual(['One. Two.', 'Why? Really?', '']);
  });

  test('holds all of the text but the piece', () => {
    fc.assert(
      fc.property(markdownText(), (text) => {
        for (const piece of piecesOf(one(text), 40)) {
          const rest = withoutPiece(one(text), piece)[0]?.content ?? '';
          expect(`${text.slice(0, piece.start)}${text.slice(piece.end)}`.trimEnd()).toBe(rest.trimEnd());
        }
      }),
    );
  });
});
