import type { ScoreRequest } from '../../engine/contract';
import type { Message } from '../../pairs/Message';
import type { Piece } from '../../rewards/probes/Piece';
import { upToPiece } from '../../rewards/probes/upToPiece';
import { withoutPiece } from '../../rewards/probes/withoutPiece';
import { requestOf } from './requestOf';

/**
 * What is asked of a model about one response: its reward as if it ended after each piece (`upTo`; the last of them is the response
 * itself), and with each piece left out (`without`). Prefixes are whole conversations with the template's closing tokens, so that they
 * mean the same for every architecture: an encoder's state at a word has read what follows.
 *
 * @param mark begins the ids: "mark upTo 3", "mark without 3"
 */
export function pieceRequests(
  mark: string,
  prompt: readonly Message[],
  response: readonly Message[],
  pieces: readonly Piece[],
): ScoreRequest[] {
  const last = pieces.length - 1;
  const upTo = pieces.map((piece, at) =>
    requestOf(`${mark} upTo ${String(at)}`, prompt, upToPiece(response, piece, at === last)),
  );
  // Without its only piece nothing is left to reward.
  const without = last < 1 ? [] : pieces;
  return [
    ...upTo,
    ...without.map((piece, at) => requestOf(`${mark} without ${String(at)}`, prompt, withoutPiece(response, piece))),
  ];
}
