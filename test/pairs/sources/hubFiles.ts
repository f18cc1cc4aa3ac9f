import { parquetWriteBuffer } from 'hyparquet-writer';

const utf8 = new TextEncoder();

export function jsonLines(rows: number, mark = ''): Uint8Array {
  const line = (row: number) =>
    JSON.stringify({ prompt: `Question ${row} ${mark}`, chosen: 'Seven.', rejected: 'Nine.' });
  return utf8.encode(Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join(''));
}

/** Pairs in the plain TRL shape as a Parquet file. */
export function parquetOf(rows: number, mark = ''): Uint8Array {
  const of = (value: (row: number) => string) => Array.from({ length: rows }, (_, row) => value(row));
  const columnData = [
    { name: 'prompt', data: of((row) => `Question ${row} ${mark}`) },
    { name: 'chosen', data: of(() => 'Seven.') },
    { name: 'rejected', data: of(() => 'Nine.') },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export const card = utf8.encode(
  '---\nlicense: mit\n---\n# Made pairs\n\nFrom nobody. <script>window.ran = 1</script>\n',
);
