import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';
import type { Message } from '../Message';
import { readConversation, turn } from './messages';
import { numberOf } from './numberOf';
import { RowError } from './RowError';
import { structureOf } from './structureOf';

/** A row as a format reads it. It remembers which columns were read, so that nothing of the others is lost. */
export class RowView {
  readonly #columns: Columns;
  readonly #read = new Set<string>();
  readonly #rests = new Map<string, Json>();
  /** Keys of messages that were there and not read. */
  readonly unreadKeys = new Set<string>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  has(column: string): boolean {
    return Object.hasOwn(this.#columns, column);
  }

  /** @throws RowError where the column is missing. */
  value(column: string): Json {
    const value = this.has(column) ? this.#columns[column] : undefined;
    if (value === undefined) throw new RowError(`no column "${column}"`);
    this.#read.add(column);
    return value;
  }

  /** @throws RowError where the column is missing or no text. */
  text(column: string): string {
    const value = this.value(column);
    if (typeof value !== 'string') throw new RowError(`"${column}" is ${kindOf(value)}, not a text`);
    return value;
  }

  /** The text of a column that a row may leave out: empty where it is missing or null. */
  optionalText(column: string): string {
    return !this.has(column) || this.value(column) === null ? '' : this.text(column);
  }

  /** A number or the text of one (CSV); null for anything else. */
  number(column: string): number | null {
    return numberOf(this.value(column));
  }

  /** A boolean, 1 or 0, or the text of one of them (CSV); null for anything else. */
  flag(column: string): boolean | null {
    const value = this.value(column);
    // An object may have a key that stands in the way of making it a text.
    const text = value !== null && typeof value === 'object' ? '' : String(value).trim().toLowerCase();
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : null;
  }

  /** The value; of a text that is a list or an object in JSON (cells of CSV, columns of some writers) what it says. */
  structure(column: string): Json {
    return structureOf(this.value(column), column);
  }

  texts(column: string): string[] {
    const value = this.value(column);
    if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value;
    throw new RowError(`"${column}" is no list of texts`);
  }

  conversation(column: string): Message[] {
    return readConversation(this.structure(column), column, this.unreadKeys);
  }

  /** A column that holds one message, as a list of it. */
  message(column: string): Message[] {
    return readConversation([this.structure(column)], column, this.unreadKeys);
  }

  /** The prompt as messages: a text is one user turn. */
  prompt(column: string): Message[] {
    return this.#turns(column, 'user');
  }

  /** A response as messages: a text is one assistant turn. */
  response(column: string): Message[] {
    return this.#turns(column, 'assistant');
  }

  /** A text that stays among the unread columns as well: who made a response, where a row is from. */
  peek(column: string): string | null {
    const value = this.has(column) ? this.#columns[column] : null;
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  }

  /** Gives a column back to the unread ones: it was only checked. */
  keep(column: string): void {
    this.#read.delete(column);
  }

  /** Leaves what is left of a column among the unread ones: the rest of it was read. Nothing where nothing is left. */
  keepRest(column: string, rest: { [key: string]: Json }): void {
    if (Object.keys(rest).length > 0) this.#rests.set(column, rest);
  }

  /** The columns that were not read, and what is left of those that were read in part. */
  rest(): Columns {
    const unread = Object.entries(this.#columns).filter(([column]) => !this.#read.has(column));
    return Object.fromEntries([...unread, ...this.#rests]);
  }

  #turns(column: string, role: 'user' | 'assistant'): Message[] {
    const value = this.value(column);
    if (typeof value === 'string') return [turn(role, value)];
    if (Array.isArray(value)) return this.conversation(column);
    throw new RowError(`"${column}" is ${kindOf(value)}, neither a text nor a list of messages`);
  }
}

function kindOf(value: Json): string {
  if (value === null) return 'empty (null)';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
