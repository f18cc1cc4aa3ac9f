import { readdirSync, readFileSync } from 'node:fs';

export type Row = { [column: string]: unknown };

/** A file to start from; `rows` where its rows are objects. */
export interface GoldenInput {
  name: string;
  bytes: Buffer;
  rows: Row[] | null;
}

const pairs = new URL('../files/pairs/', import.meta.url);
const containers = new URL('../files/containers/', import.meta.url);

/** One file of each of the 31 shapes and of every trap, and the Parquet files of pyarrow. */
export function goldenInputs(): GoldenInput[] {
  const inputs = readdirSync(pairs).filter((name) => /\.(jsonl|json|csv)$/.test(name) && !name.includes('.expected.'));
  const parquet = readdirSync(containers).filter((name) => name.endsWith('.parquet'));
  return [...inputs.sort().map((name) => input(name, pairs)), ...parquet.sort().map((name) => input(name, containers))];
}

function input(name: string, folder: URL): GoldenInput {
  const bytes = readFileSync(new URL(name, folder));
  return { name, bytes, rows: rowsOf(name, bytes) };
}

function rowsOf(name: string, bytes: Buffer): Row[] | null {
  const text = bytes.toString();
  if (name.endsWith('.jsonl')) return objects(text.split('\n'));
  if (!name.endsWith('.json')) return null;
  const whole = parsed(text);
  return Array.isArray(whole) ? whole.filter(isRow) : null;
}

function objects(lines: string[]): Row[] | null {
  const rows = lines.map(parsed).filter(isRow);
  return rows.length === 0 ? null : rows;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isRow(value: unknown): value is Row {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
