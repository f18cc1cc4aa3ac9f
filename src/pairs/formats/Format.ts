import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';
import type { Message } from '../Message';
import type { RowView } from './RowView';

/** A response as the row has it. `rank`: lower is better, equal is a tie, null: the row has no label. */
export interface DraftResponse {
  messages: Message[];
  rank: number | null;
  /** What the row says of this response: its column, its model, its style. */
  about: { [key: string]: Json };
}

/** What a format makes of a row, before it is checked and becomes an item. */
export interface Draft {
  prompt: Message[];
  responses: DraftResponse[];
  bothBad?: boolean;
  /** The label as the row has it; null where the columns themselves are the label. */
  label: Json;
}

/** One shape of rows: how it is known, and how it is read. */
export interface Format {
  name: string;
  /** For people. */
  title: string;
  /**
   * Present: a row holds one response, and rows with the same prompt are one item. Ranks are compared between those rows.
   * `equalIsTie`: whether equal ranks are a tie (equal scores), or no comparison at all (two good answers).
   */
  grouped?: { equalIsTie: boolean };
  /** Whether a row has this shape. Says nothing of whether its content is sound. */
  matches(columns: Columns): boolean;
  /** @throws RowError where the row has the shape but cannot be an item. */
  read(row: RowView): Draft;
}
