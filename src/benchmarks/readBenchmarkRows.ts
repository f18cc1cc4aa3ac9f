import { readBytes, type ByteSource } from '../pairs/ByteSource';
import { readRows } from '../pairs/containers/readRows';
import type { Columns } from '../pairs/containers/RowReader';
import { sniffContainer } from '../pairs/containers/sniffContainer';
import type { Json } from '../pairs/Json';
import { parseJson } from '../pairs/parseJson';
import { BenchmarkError } from './BenchmarkError';

/** A row of a file, as it stands there. `line` counts from 1: lines of JSON Lines, else elements or rows. */
export interface BenchmarkRow {
  file: string;
  line: number;
  columns: Columns;
}

/** An object of columns is read whole; result files are far below. */
const mostColumnBytes = 512 * 1024 * 1024;

/**
 * All rows of a file: JSON Lines, JSON, CSV, Parquet, gzip and zip of these, and a JSON object of columns, as the result
 * files of RewardBench are.
 *
 * @throws BenchmarkError where a row cannot be read: a benchmark without some of its rows is another benchmark
 */
export async function* readBenchmarkRows(source: ByteSource, file: string): AsyncGenerator<BenchmarkRow> {
  const columns = await columnsObject(source, file);
  if (columns !== null) return yield* rowsOfColumns(columns, file);
  for await (const { rows, entry } of readRows(source, await sniffContainer(source, file))) {
    const name = entry === null ? file : `${file}/${entry}`;
    for (const row of rows) {
      if (row.kind === 'rejected')
        throw new BenchmarkError(`${name}, row ${row.line}: ${row.reason}.${hint(row.sample)}`);
      yield { file: name, line: row.line, columns: row.columns };
    }
  }
}

function hint(sample: string): string {
  return /\bNaN\b|\bInfinity\b/.test(sample) ? ' JSON has no NaN and no Infinity: write null, or "NaN" in quotes.' : '';
}

/** The columns of a JSON file that is one object with lists, of which one is `id`; else null. */
async function columnsObject(source: ByteSource, file: string): Promise<Columns | null> {
  if (!/\.json$/i.test(file) || source.size > mostColumnBytes) return null;
  const decoder = new TextDecoder();
  if (
    !decoder
      .decode(await readBytes(source, 0, 4096))
      .trimStart()
      .startsWith('{')
  )
    return null;
  try {
    const value = parseJson(decoder.decode(await readBytes(source, 0, source.size)));
    return isColumns(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // perhaps lines of JSON: told when they are read
    throw error;
  }
}

function isColumns(value: Json): value is Columns {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Array.isArray(value['id']);
}

function* rowsOfColumns(columns: Columns, file: string): Generator<BenchmarkRow> {
  const count = (columns['id'] as Json[]).length;
  const odd = Object.entries(columns).find(([, value]) => Array.isArray(value) && value.length !== count);
  if (odd)
    throw new BenchmarkError(
      `${file}: column "${odd[0]}" has ${(odd[1] as Json[]).length} values and "id" has ${count}; columns of one table are equally long.`,
    );
  for (let at = 0; at < count; at++) {
    const cells = Object.entries(columns).map(([name, value]) => [name, Array.isArray(value) ? value[at] : value]);
    yield { file, line: at + 1, columns: Object.fromEntries(cells) as Columns };
  }
}
