import type { Columns } from '../pairs/containers/RowReader';
import type { Json } from '../pairs/Json';
import { BenchmarkError } from './BenchmarkError';
import type { GivenReward } from './GivenReward';

/** One row of a benchmark's file, with its fields checked as they are asked for. */
export class RowFields {
  /** @param file its name, with the folders below the one that was named; `line` counts from 1 */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly columns: Columns,
    private readonly layout: string,
  ) {}

  has(field: string): boolean {
    return this.columns[field] !== undefined && this.columns[field] !== null;
  }

  text(field: string): string {
    const value = this.columns[field];
    return typeof value === 'string' ? value : this.refuse(field, 'a text', value);
  }

  /** A text or a whole number, as text: ids are either. */
  id(field: string): string {
    const value = this.columns[field];
    const isId = (typeof value === 'string' && value !== '') || Number.isInteger(value);
    return isId ? String(value) : this.refuse(field, 'an id, a text or a whole number', value);
  }

  whole(field: string): number {
    const value = this.columns[field];
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    return this.refuse(field, 'a whole number', value);
  }

  oneOf<Value extends string>(field: string, known: readonly Value[]): Value {
    const value = this.columns[field];
    const found = known.find((one) => one === value);
    return found ?? this.refuse(field, `one of ${known.join(', ')}`, value);
  }

  /** @param count how many there must be; null: at least one */
  texts(field: string, count: number | null = null): string[] {
    return this.list(field, 'texts', (value): value is string => typeof value === 'string', count);
  }

  /**
   * Rewards, as files write them: what is no finite number stands there as text, since JSON has no word for it.
   */
  rewards(field: string, count: number | null = null): GivenReward[] {
    return this.list(field, 'rewards', isReward, count).map(rewardOf);
  }

  reward(field: string): GivenReward {
    const value = this.columns[field] ?? null;
    return isReward(value) ? rewardOf(value) : this.refuse(field, 'a reward', value);
  }

  booleans(field: string, count: number): boolean[] {
    return this.list(field, 'true or false', (value): value is boolean => typeof value === 'boolean', count);
  }

  list<Value extends Json>(
    field: string,
    what: string,
    isOne: (value: Json) => value is Value,
    count: number | null,
  ): Value[] {
    const value = this.columns[field];
    const wanted = `a list of ${count === null ? '' : `${count} `}${what}`;
    if (!Array.isArray(value) || value.length === 0) return this.refuse(field, wanted, value);
    if (count !== null && value.length !== count) return this.refuse(field, wanted, value);
    return value.every(isOne) ? value : this.refuse(field, wanted, value);
  }

  /** @throws BenchmarkError always: that this field is not what the benchmark's data have there. */
  refuse(field: string, wanted: string, arrived: Json | undefined): never {
    throw new BenchmarkError(
      `${this.file}, row ${this.line}: the field "${field}" must be ${wanted}; ${arrivedWords(arrived)}. ` +
        `Is this another version of the data? ${this.layout}`,
    );
  }
}

type WrittenReward = number | string | null;

function isReward(value: Json): value is WrittenReward {
  return (
    value === null ||
    typeof value === 'number' ||
    value === tooLong ||
    (typeof value === 'string' && notFinite.test(value))
  );
}

const tooLong = 'too_long';
const notFinite = /^[+-]?(nan|inf|infinity)$/i;

function rewardOf(value: WrittenReward): GivenReward {
  if (value === tooLong) return tooLong;
  return typeof value === 'string' ? NaN : value;
}

function arrivedWords(value: Json | undefined): string {
  if (value === undefined) return 'the row has no such field';
  if (Array.isArray(value)) return `it is a list of ${value.length}${value.length === 0 ? '' : ` (${kinds(value)})`}`;
  const json = JSON.stringify(value);
  return `it is ${json.length > 80 ? `${json.slice(0, 80)}…` : json}`;
}

function kinds(values: Json[]): string {
  return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))].join(', ');
}
