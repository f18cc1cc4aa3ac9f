import type { ChartTable } from '../charts/ChartTable';
import type { CurveLine } from '../charts/CurveLine';
import type { Piece } from '../../rewards/probes/Piece';
import { contributionOf, type PieceRewards } from './PieceRewards';
import type { PickedPiece } from './PickedPiece';
import type { LetteredSide } from './sidesOf';

/** One response of a chart, with what a model gives it. */
export interface RunningSide {
  side: LetteredSide;
  pieces: readonly Piece[];
  rewards: PieceRewards;
}

/** UTF-16 units of the assistant's turns up to the end of each piece: what a chart's text axis counts. */
export function endsOf(pieces: readonly Piece[]): number[] {
  let sum = 0;
  return pieces.map(({ start, end }) => (sum += end - start));
}

/** The running rewards of both responses as lines, and a mark where the picked piece ends. */
export function runningLines(sides: readonly RunningSide[], picked: PickedPiece | null): CurveLine[] {
  const lines = sides.map(({ side, pieces, rewards }): CurveLine => {
    const ends = endsOf(pieces);
    const points = rewards.upTo.flatMap((y, at) =>
      y === null ? [] : [{ x: ends[at] ?? 0, y, low: null, high: null }],
    );
    return { name: side.letter, look: side.letter === 'A' ? 'ink' : 'silver', model: null, points };
  });
  const [low, high] = rangeOf(sides);
  const on = sides.find(({ side }) => side.at === picked?.side);
  const x = on && picked ? endsOf(on.pieces)[picked.at] : undefined;
  const mark = (y: number) => ({ x: x ?? 0, y, low: null, high: null });
  return x === undefined
    ? lines
    : [...lines, { name: '', look: 'dashed', model: null, points: [mark(low), mark(high)] }];
}

/** From the lowest to the highest running reward, with some room. */
export function rangeOf(sides: readonly RunningSide[]): [number, number] {
  const known = sides.flatMap(({ rewards }) => rewards.upTo.filter((reward) => reward !== null));
  if (known.length === 0) return [-1, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = Math.max(0.1, 0.08 * (high - low));
  return [low - room, high + room];
}

/** Every piece with its running reward and what it adds: the table twin. Rows are numbered through both responses. */
export function runningTable(sides: readonly RunningSide[]): ChartTable {
  const rows = sides.flatMap(({ side, pieces, rewards }) => pieces.map((piece, at) => ({ side, piece, at, rewards })));
  return {
    columns: ['Piece', 'Reward so far', 'Adds', 'Text'],
    rows: rows.map(({ side, piece, at, rewards }, mark) => ({
      cells: [
        `${side.letter} ${String(at + 1)}`,
        rewards.upTo[at] ?? null,
        contributionOf(rewards, at),
        (side.messages[piece.turn]?.content.slice(piece.start, piece.end) ?? '').trim(),
      ],
      mark,
    })),
  };
}

/** The piece of a row of `runningTable`. */
export function pieceOfRow(sides: readonly RunningSide[], row: number): PickedPiece | null {
  let left = row;
  for (const { side, pieces } of sides) {
    if (left < pieces.length) return { side: side.at, at: left };
    left -= pieces.length;
  }
  return null;
}
