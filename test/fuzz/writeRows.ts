import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { zipOf, type FileInZip } from '../pairs/support/zipOf';
import type { Row } from './goldenInputs';
import type { Random } from './Random';

/** How rows are written, with the name of such a file. `isText`: its bytes are text, which may be packed and written anew. */
export interface Writing {
  name: string;
  bytes: Buffer;
  isText: boolean;
}

/** Rows as one of the containers that Assay reads. */
export function writeRows(rows: Row[], random: Random): Writing {
  const text = (name: string, content: string): Writing => ({ name, bytes: Buffer.from(content), isText: true });
  const kinds: (() => Writing)[] = [
    () => text('x.jsonl', rows.map((row) => JSON.stringify(row)).join('\n') + random.pick(['', '\n'])),
    () => text('x.json', JSON.stringify(rows, null, random.pick([0, 1]))),
    () => text('x.json', JSON.stringify({ version: 1, data: rows })),
    () => text('x.csv', table(rows, ',')),
    () => text('x.tsv', table(rows, '\t')),
    () => text('x.csv', table(rows, random.pick([';', '|']))),
    () => ({ name: 'x.parquet', bytes: parquetOf(rows, random), isText: false }),
  ];
  return random.pick(kinds)();
}

function table(rows: Row[], delimiter: string): string {
  const names = namesOf(rows);
  const cell = (value: unknown) => {
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
    return /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => names.map((name) => cell(Object.hasOwn(row, name) ? row[name] : '')));
  return [names.map(cell), ...lines].map((cells) => cells.join(delimiter)).join('\n');
}

function namesOf(rows: Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Texts as texts, everything else as JSON. */
function parquetOf(rows: Row[], random: Random): Buffer {
  const columnData = namesOf(rows).map((name) => {
    const data = rows.map((row) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null));
    const isText = data.every((value) => value === null || typeof value === 'string');
    return { name, data: data as string[], type: isText ? ('STRING' as const) : ('JSON' as const), nullable: true };
  });
  if (columnData.length === 0 || rows.length === 0) return Buffer.from('PAR1');
  return Buffer.from(
    parquetWriteBuffer({
      columnData,
      rowGroupSize: 1 + random.below(5),
      codec: random.pick(['SNAPPY', 'UNCOMPRESSED']),
    }),
  );
}

const entryNames = [
  'a.jsonl',
  'b/c.json',
  'd.csv',
  '../e.jsonl',
  '/f.jsonl',
  'a\\..\\..\\g.jsonl',
  'C:h.json',
  'i.txt',
  'j\0.jsonl',
];

/** The file alone or among others in gzip or a zip. */
export function packed(file: Writing, random: Random): { name: string; bytes: Buffer } {
  if (file.isText && random.chance(0.5)) return { name: `${file.name}.gz`, bytes: gzipped(file.bytes, random) };
  const files: FileInZip[] = [{ name: file.name, content: file.bytes, isStored: random.chance(0.3) }];
  for (let count = random.below(4); count > 0; count--) files.push(entry(file.bytes, random));
  return { name: 'x.zip', bytes: Buffer.from(zipOf(files, random.chance(0.2))) };
}

function gzipped(bytes: Buffer, random: Random): Buffer {
  if (random.chance(0.7)) return gzipSync(bytes, { level: 1 });
  const at = random.below(bytes.length + 1);
  return Buffer.concat([gzipSync(bytes.subarray(0, at)), gzipSync(bytes.subarray(at))]);
}

/** An entry that leads out of the zip, claims another size, or unpacks to a thousand times as much. */
function entry(content: Buffer, random: Random): FileInZip {
  const name = random.chance(0.5) ? random.pick(entryNames) : `${random.below(100)}.jsonl`;
  if (random.chance(0.1)) return { name, content: Buffer.alloc(2_000_000, ' ') };
  const claims = random.chance(0.3) ? { bytes: random.pick([0, 1, 2 ** 31, 2 ** 32 - 1]) } : {};
  return { name, content, isStored: random.chance(0.5), ...claims };
}
