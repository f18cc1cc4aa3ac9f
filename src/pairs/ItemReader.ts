import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson';
import { RowError } from './formats/RowError';
import { groupRows, type PartRow } from './groupRows';
import type { Item } from './Item';
import { checkDraft, itemOf } from './itemOf';
import type { GoodRow } from './readHead';
import { readItem, readRow, type Reading } from './readItem';

/** What became of rows: an item (of one row, or of all with its prompt), or a row that cannot be one. */
export type ReadOutcome =
  { kind: 'item'; item: Item; lines: number[] } | { kind: 'rejected'; line: number; reason: string; sample: string };

/**
 * Makes items of the rows of a file. Where the file's format has one response a row, `count` must have seen every row before
 * the first `read`: so only rows whose prompt comes again are held, and only until its last row has come.
 */
export class ItemReader {
  readonly #reading: Reading;
  /** How many rows have a prompt, by the beginning of its hash: two prompts with the same are only held longer. */
  readonly #counts = new Map<number, number>();
  readonly #held = new Map<number, { part: PartRow; row: GoodRow }[]>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Whether the rows must be counted before they are read. */
  get isGrouping(): boolean {
    return this.#reading.format.grouped !== undefined;
  }

  count(row: GoodRow): void {
    const key = this.#keyOf(row);
    if (key !== null) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** The items that are complete with this row; none where others of the same prompt are still to come. */
  read(row: GoodRow): ReadOutcome[] {
    try {
      if (!this.isGrouping) return [this.#item(row)];
      return this.#grouped(row);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      return [rejected(row, error.message)];
    }
  }

  /** After the last row: what was held for rows that did not come, since the file is not the one that was counted. */
  end(): ReadOutcome[] {
    return [...this.#held.keys()].flatMap((key) => this.#complete(key));
  }

  #item(row: GoodRow): ReadOutcome {
    return { kind: 'item', item: readItem(row.columns, row.line, this.#reading), lines: [row.line] };
  }

  #grouped(row: GoodRow): ReadOutcome[] {
    const part = this.#part(row);
    if (part.format.grouped === undefined)
      return [{ kind: 'item', item: itemOf(part.draft, part.meta), lines: [row.line] }];
    const key = keyOf(part);
    const held = this.#held.get(key) ?? [];
    held.push({ part, row });
    this.#held.set(key, held);
    return held.length < (this.#counts.get(key) ?? 0) ? [] : this.#complete(key);
  }

  #part(row: GoodRow): PartRow {
    const read = readRow(row.columns, row.line, this.#reading);
    if (read.format.grouped !== undefined) checkDraft(read.draft);
    return { ...read, line: row.line };
  }

  #keyOf(row: GoodRow): number | null {
    try {
      const part = this.#part(row);
      return part.format.grouped === undefined ? null : keyOf(part);
    } catch (error) {
      if (error instanceof RowError) return null;
      throw error;
    }
  }

  #complete(key: number): ReadOutcome[] {
    const held = this.#held.get(key) ?? [];
    this.#held.delete(key);
    const prompts = new Set(held.map(({ part }) => promptText(part)));
    return [...prompts].flatMap((prompt) => outcomesOf(held.filter(({ part }) => promptText(part) === prompt)));
  }
}

function outcomesOf(held: { part: PartRow; row: GoodRow }[]): ReadOutcome[] {
  const { item, lines, rejected: refused } = groupRows(held.map(({ part }) => part));
  const rows = new Map(held.map(({ row }) => [row.line, row]));
  const outcomes = refused.map(({ line, reason }) =>
    rejected(rows.get(line) ?? { kind: 'row', line, columns: {} }, reason),
  );
  return item === null ? outcomes : [{ kind: 'item', item, lines }, ...outcomes];
}

function rejected({ line, columns }: GoodRow, reason: string): ReadOutcome {
  return { kind: 'rejected', line, reason, sample: JSON.stringify(columns) };
}

/** Rows of different shapes are never one item: their labels mean different things. */
function promptText({ format, draft }: PartRow): string {
  return `${format.name} ${canonicalJson(draft.prompt)}`;
}

function keyOf(part: PartRow): number {
  return Number.parseInt(bytesToHex(sha256(utf8ToBytes(promptText(part))).subarray(0, 6)), 16);
}
