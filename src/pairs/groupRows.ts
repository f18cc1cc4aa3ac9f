import { canonicalJson } from './canonicalJson';
import { ranksOf } from './formats/drafts';
import type { DraftResponse } from './formats/Format';
import { RowError } from './formats/RowError';
import type { Item } from './Item';
import { itemOf } from './itemOf';
import type { Json } from './Json';
import type { ReadRow } from './readItem';

/** A report that names twenty thousand rows in each of them is of no use to anybody. */
const linesNamed = 10;

/** A row with one response, to be compared with those of the same prompt. */
export interface PartRow extends ReadRow {
  line: number;
}

export interface GroupedRows {
  item: Item | null;
  /** Numbers, among the given rows, of those that the item is made of. */
  rows: number[];
  rejected: { row: number; reason: string }[];
}

/**
 * The item of all rows with one prompt. What each row says of its response, its line and its unread columns stay with the
 * response in `meta.responses`; `meta.lines` names all rows. Rows that contradict each other (the same response, another
 * label) are rejected, and so are all of them where fewer than two responses are left.
 */
export function groupRows(rows: PartRow[]): GroupedRows {
  const { sound, contradicting } = divide(rows);
  const lines = contradicting.slice(0, linesNamed).map((row) => rows[row]?.line);
  const more = contradicting.length > linesNamed ? ` and ${contradicting.length - linesNamed} more` : '';
  const different = `the same response to the same prompt has different labels (rows ${lines.join(', ')}${more})`;
  const rejected = contradicting.map((row) => ({ row, reason: different }));
  try {
    const item = sound.length === 0 ? null : itemOfRows(sound.flatMap((row) => rows[row] ?? []));
    return { item, rows: sound, rejected };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    const reason = error.message;
    return { item: null, rows: [], rejected: [...rejected, ...sound.map((row) => ({ row, reason }))] };
  }
}

/** Numbers of the rows that agree with all others of the same response, and of those that do not. */
function divide(rows: PartRow[]): { sound: number[]; contradicting: number[] } {
  const ranks = new Map<string, Set<number | null>>();
  for (const row of rows) {
    const text = responseText(row);
    ranks.set(text, (ranks.get(text) ?? new Set()).add(responseOf(row).rank));
  }
  const agrees = rows.map((row) => ranks.get(responseText(row))?.size === 1);
  const numbers = [...rows.keys()];
  return { sound: numbers.filter((row) => agrees[row]), contradicting: numbers.filter((row) => !agrees[row]) };
}

function itemOfRows(rows: [PartRow, ...PartRow[]] | PartRow[]): Item {
  const [first] = rows;
  if (first === undefined || new Set(rows.map(responseText)).size < 2)
    throw new RowError('no other response to this prompt, nothing to compare it with');
  const equalIsTie = first.format.grouped?.equalIsTie === true;
  const ranks = ranksOf(rows.map((row) => responseOf(row).rank).map((rank) => (rank === null ? null : -rank)));
  const compares = equalIsTie || new Set(ranks).size > 1;
  const responses = rows.map((row, at) => ({
    ...responseOf(row),
    rank: compares ? (ranks[at] ?? null) : null,
    about: aboutOf(row),
  }));
  const { format, line, source } = first.meta;
  const meta: { [key: string]: Json } = { format: format ?? '', line: line ?? 0, source: source ?? '' };
  return itemOf(
    { prompt: first.draft.prompt, responses, label: null },
    { ...meta, lines: rows.map((row) => row.line) },
  );
}

/** What the row says of its response, and whatever else it holds: the item has no other place for it. */
function aboutOf(row: PartRow): { [key: string]: Json } {
  const { columns, unreadMessageKeys } = row.meta;
  const about: { [key: string]: Json } = { ...responseOf(row).about, line: row.line };
  if (columns !== undefined) about['columns'] = columns;
  if (unreadMessageKeys !== undefined) about['unreadMessageKeys'] = unreadMessageKeys;
  return about;
}

function responseOf({ draft }: PartRow): DraftResponse {
  const [response] = draft.responses;
  if (response === undefined) throw new RowError('the row has no response');
  return response;
}

function responseText(row: PartRow): string {
  return canonicalJson(responseOf(row).messages);
}
