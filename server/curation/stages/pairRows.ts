import type { Json } from '../../../src/pairs/Json';
import type { Message } from '../../../src/pairs/Message';
import type { Pair, PairLabel } from '../../../src/pairs/Pair';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import type { ShardColumns, ShardRow } from '../pipeline/shardFile';
import type { SqlRow } from '../pipeline/ShardSql';

/** A pair as a row. `part`: start, which the first model learns from; pool, which stage 1 draws from; wild, which only stage 2 sees. Conversations are JSON, in canonical order. */
export const pairColumns = {
  row: 'count',
  part: 'text',
  pair: 'text',
  prompt: 'text',
  first: 'text',
  second: 'text',
  first_id: 'text',
  second_id: 'text',
  label: 'text',
  source: 'text',
  prompt_key: 'text',
  file_attributes: 'text',
} as const satisfies ShardColumns;

export function rowOfPair(pair: Pair, promptKey: string, attributes: Attributes | null): ShardRow {
  return {
    pair: pair.id,
    prompt: JSON.stringify(pair.prompt),
    first: JSON.stringify(pair.first.messages),
    second: JSON.stringify(pair.second.messages),
    first_id: pair.first.id,
    second_id: pair.second.id,
    label: pair.label,
    source: pair.source,
    prompt_key: promptKey,
    file_attributes: attributes && JSON.stringify(attributes),
  };
}

export function pairOfRow(row: SqlRow): Pair {
  const messages = (name: string) => JSON.parse(textOf(row, name)) as Message[];
  return {
    id: textOf(row, 'pair'),
    itemId: textOf(row, 'pair'),
    prompt: messages('prompt'),
    first: { id: textOf(row, 'first_id'), messages: messages('first') },
    second: { id: textOf(row, 'second_id'), messages: messages('second') },
    label: row['label'] as PairLabel,
    source: textOf(row, 'source'),
  };
}

export function textOf(row: SqlRow, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}

export function jsonOf<T = Json>(row: SqlRow, name: string): T | null {
  const value = row[name];
  return typeof value === 'string' ? (JSON.parse(value) as T) : null;
}

/** Counts of a query whose rows are a name and a number. */
export function countsOf(rows: readonly SqlRow[]): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [String(row['name']), Number(row['count'])]));
}
