import type { Board, BoardEntry } from '../../curation/board/Board';
import type { PairExplanation } from '../../curation/board/PairExplanation';
import type { Answered, Refusal } from '../Refusal';

/**
 * What comes while a board is followed. `live`: the server answers and tells of every change from now on; `board`: the board as it is now;
 * `away`: it tells nothing any more, and is asked again by itself after so many milliseconds.
 */
export type BoardNews =
  { kind: 'live' } | { kind: 'board'; board: Board } | { kind: 'away'; refusal: Refusal; againInMs: number };

/** The plans of curation of a project on a server, for its curators. Nothing throws: refusals are data (`sign_in`: not for this person). */
export interface CurationLink {
  list(): Promise<Answered<BoardEntry[]>>;
  board(plan: string): Promise<Answered<Board>>;
  /** Tells of a board and its changes until the signal ends it; lost connections are made again with growing waits. */
  follow(plan: string, tell: (news: BoardNews) => void, signal: AbortSignal): Promise<void>;
  /** A plan or pair that is not there is `absent`. Whoever reads it of a pair has seen its label: mark it revealed before. */
  explain(plan: string, pair: string): Promise<Answered<PairExplanation>>;
}
