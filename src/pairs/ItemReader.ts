import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson';
import { RowError } from './formats/RowError';
import { groupRows, type PartRow } from './groupRows';
import type { Item } from './Item';
import { checkDraft, itemOf } from './itemOf';
import { noteOrigin, type KeptRow } from './kept/itemOfRows';
import { readItem, readRow } from './readItem';

/** What became of rows: an item (of one row, or of all with its prompt), or a row that cannot be one. */
export type ReadOutcome<Row> =
  { kind: 'item'; item: Item; rows: Row[] } | { kind: 'rejected'; row: Row; reason: string; sample: string };

/**
 * Makes items of the rows of an import. Where a format has one response a row, `count` must have seen every row of such files
 * before the first `read`: so only rows whose prompt comes again are held, and only until its last row has come.
 */
export class ItemReader<Row extends KeptRow> {
  /** How many rows have a prompt, by the beginning of its hash: two prompts with the same are only held longer. */
  readonly #counts = new Map<number, number>();
  readonly #held = new Map<number, { part: PartRow; row: Row }[]>();

  count(row: Row): void {
    const key = this.#keyOf(row);
    if (key !== null) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** The items that are complete with this row; none where others of the same prompt are still to come. */
  read(row: Row): ReadOutcome<Row>[] {
    try {
      return isGrouped(row)
        ? this.#grouped(row)
        : [itemOutcome(readItem(row.columns, row.line, row.part.reading), [row])];
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      return [rejected(row, error.message)];
    }
  }

  /** After the last row: what was held for rows that did not come, since the file is not the one that was counted. */
  end(): ReadOutcome<Row>[] {
    return [...this.#held.keys()].flatMap((key) => this.#complete(key));
  }

  #grouped(row: Row): ReadOutcome<Row>[] {
    const part = partRow(row);
    if (part.format.grouped === undefined) return [itemOutcome(itemOf(part.draft, part.meta), [row])];
    const key = keyOf(part);
    const held = this.#held.get(key) ?? [];
    held.push({ part, row });
    this.#held.set(key, held);
    return held.length < (this.#counts.get(key) ?? 0) ? [] : this.#complete(key);
  }

  #keyOf(row: Row): number | null {
    try {
      const part = partRow(row);
      return part.format.grouped === undefined ? null : keyOf(part);
    } catch (error) {
      if (error instanceof RowError) return null;
      throw error;
    }
  }

  #complete(key: number): ReadOutcome<Row>[] {
    const held = this.#held.get(key) ?? [];
    this.#held.delete(key);
    const prompts = new Set(held.map(({ part }) => promptText(part)));
    return [...prompts].flatMap((prompt) => outcomesOf(held.filter(({ part }) => promptText(part) === prompt)));
  }
}

/** Whether the rows of the row's file must be counted before they are read. */
export function isGrouped({ part }: KeptRow): boolean {
  return part.reading.format.grouped !== undefined;
}

function partRow({ columns, line, part }: KeptRow): PartRow {
  const read = readRow(columns, line, part.reading);
  if (read.format.grouped !== undefined) checkDraft(read.draft);
  return { ...read, line };
}

function outcomesOf<Row extends KeptRow>(held: { part: PartRow; row: Row }[]): ReadOutcome<Row>[] {
  const grouped = groupRows(held.map(({ part }) => part));
  const rowsOf = (numbers: number[]) => numbers.flatMap((number) => held[number]?.row ?? []);
  const refused = grouped.rejected.flatMap(({ row, reason }) => rowsOf([row]).map((one) => rejected(one, reason)));
  return grouped.item === null ? refused : [itemOutcome(grouped.item, rowsOf(grouped.rows)), ...refused];
}

function itemOutcome<Row extends KeptRow>(item: Item, rows: Row[]): ReadOutcome<Row> {
  if (rows[0] !== undefined) noteOrigin(item, rows[0].part);
  return { kind: 'item', item, rows };
}

function rejected<Row extends KeptRow>(row: Row, reason: string): ReadOutcome<Row> {
  return { kind: 'rejected', row, reason, sample: JSON.stringify(row.columns) };
}

/** Rows of different shapes are never one item: their labels mean different things. */
function promptText({ format, draft }: PartRow): string {
  return `${format.name} ${canonicalJson(draft.prompt)}`;
}

function keyOf(part: PartRow): number {
  const hash = sha256(utf8ToBytes(promptText(part)));
  return hash.subarray(0, 6).reduce((key, byte) => key * 256 + byte, 0);
}
