import type { Board, BoardEntry } from '../../curation/board/Board';
import { readCuration } from '../../sync/curation/readCuration';

/** What this browser remembers of the server's plans, for when the server cannot be reached. */
export interface KeptCuration {
  list: BoardEntry[];
  /** ISO 8601, of the list's answer; empty: there was none. */
  at: string;
  /** The last board that was seen of each plan. */
  boards: Record<string, Board>;
}

export const curationSetting = 'curation';
export const nothingKept: KeptCuration = { list: [], at: '', boards: {} };

/** What was kept by this or another version of the studio: what it cannot read any more is left out. */
export function keptCuration(kept: KeptCuration | null): KeptCuration {
  if (kept === null) return nothingKept;
  const list = readOr(() => readCuration.list({ plans: kept.list }), []);
  const boards = Object.entries(kept.boards).flatMap(([plan, board]) => {
    const read = readOr(() => readCuration.board(board), null);
    return read === null ? [] : [[plan, read] as const];
  });
  return { list, at: kept.at, boards: Object.fromEntries(boards) };
}

function readOr<Value, Other>(read: () => Value, other: Other): Value | Other {
  try {
    return read();
  } catch {
    return other;
  }
}
