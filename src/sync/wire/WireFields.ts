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
