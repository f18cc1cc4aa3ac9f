import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';
import type { Message } from '../Message';
import { readConversation, turn } from './messages';
import { RowError } from './RowError';

/** A row as a format reads it. It remembers which columns were read, so that nothing of the others is lost. */
export class RowView {
  readonly #columns: Columns;
  readonly #read = new Set<string>();
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

  /** A number or the text of one (CSV); null for anything else. */
  number(column: string): number | null {
    const value = this.value(column);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }

  texts(column: string): string[] {
    const value = this.value(column);
    if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value;
    throw new RowError(`"${column}" is no list of texts`);
  }

  conversation(column: string): Message[] {
    return readConversation(this.value(column), column, this.unreadKeys);
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

  /** The columns that were not read. */
  rest(): Columns {
    return Object.fromEntries(Object.entries(this.#columns).filter(([column]) => !this.#read.has(column)));
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
