import { WireError } from './WireError';

/** Reads the own fields of one object of an answer; every method throws `WireError` naming the field and the rule. */
export class WireFields {
  readonly #what: string;
  readonly #value: unknown;
  readonly #own: ReadonlyMap<string, unknown>;

  constructor(what: string, value: unknown) {
    if (typeof value !== 'object' || value === null) throw broken(what, 'an object', value);
    this.#what = what;
    this.#value = value;
    this.#own = new Map(Object.entries(value));
  }

  text(name: string): string {
    const value = this.#own.get(name);
    if (typeof value === 'string') return value;
    throw this.#broken(name, 'text');
  }

  textOrNull(name: string): string | null {
    return this.#own.get(name) === null ? null : this.text(name);
  }

  flag(name: string): boolean {
    const value = this.#own.get(name);
    if (typeof value === 'boolean') return value;
    throw this.#broken(name, 'true or false');
  }

  count(name: string): number {
    const value = this.#own.get(name);
    if (isCount(value)) return value;
    throw this.#broken(name, 'a whole number from 0');
  }

  countOrNull(name: string): number | null {
    return this.#own.get(name) === null ? null : this.count(name);
  }

  number(name: string): number {
    const value = this.#own.get(name);
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw this.#broken(name, 'a number');
  }

  numberOrNull(name: string): number | null {
    return this.#own.get(name) === null ? null : this.number(name);
  }

  choice<Value extends string>(name: string, values: readonly Value[]): Value {
    const found = values.find((value) => value === this.#own.get(name));
    if (found !== undefined) return found;
    throw this.#broken(name, `one of ${values.join(', ')}`);
  }

  object(name: string): object {
    const value = this.objectOrNull(name);
    if (value !== null) return value;
    throw this.#broken(name, 'an object');
  }

  /** A field that is an object of its own, or null. */
  fieldsOrNull(name: string): WireFields | null {
    const value = this.objectOrNull(name);
    return value === null ? null : new WireFields(`${this.#what}.${name}`, value);
  }

  fields(name: string): WireFields {
    return new WireFields(`${this.#what}.${name}`, this.object(name));
  }

  objectOrNull(name: string): object | null {
    const value = this.#own.get(name);
    if (typeof value === 'object') return value;
    throw this.#broken(name, 'an object');
  }

  list(name: string): unknown[] {
    const value = this.#own.get(name);
    if (Array.isArray(value)) return value;
    throw this.#broken(name, 'a list');
  }

  texts(name: string): string[] {
    return this.list(name).map((value) => {
      if (typeof value === 'string') return value;
      throw this.#broken(name, 'a list of texts');
    });
  }

  /** The elements of a list, each an object. */
  each(name: string): WireFields[] {
    return this.list(name).map((value, at) => new WireFields(`${this.#what}.${name}[${at}]`, value));
  }

  countRecord(name: string): Record<string, number> {
    const entries = Object.entries(this.object(name)).map(([key, count]: [string, unknown]) => {
      if (isCount(count)) return [key, count] as const;
      throw this.#broken(name, 'an object of whole numbers from 0');
    });
    return Object.fromEntries(entries);
  }

  textRecord(name: string): Record<string, string> {
    const value = this.#own.get(name);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#broken(name, 'an object');
    const entries = Object.entries(value).map(([key, text]: [string, unknown]) => {
      if (typeof text === 'string') return [key, text] as const;
      throw this.#broken(name, 'an object of texts');
    });
    return Object.fromEntries(entries);
  }

  /** The object itself, where it is a list of two whole numbers. */
  countPair(): [number, number] {
    const [first, last, more] = Array.isArray(this.#value) ? (this.#value as unknown[]) : [];
    if (isCount(first) && isCount(last) && more === undefined) return [first, last];
    throw broken(this.#what, 'two whole numbers', this.#value);
  }

  #broken(name: string, rule: string): WireError {
    return broken(`${this.#what}.${name}`, rule, this.#own.get(name));
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function broken(field: string, rule: string, value: unknown): WireError {
  const shown = value === null ? 'null' : typeof value === 'object' ? 'an object or a list' : typeof value;
  return new WireError(`The server's answer is none of the ledger protocol: ${field} must be ${rule}, not ${shown}.`);
}
