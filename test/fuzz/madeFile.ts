import { goldenInputs, type GoldenInput } from './goldenInputs';
import { mutateBytes, reencoded } from './mutateBytes';
import { mutateRows } from './mutateRows';
import { Random } from './Random';
import { packed, writeRows, type Writing } from './writeRows';

/** A file that was made of a golden one. */
export interface MadeFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** How many rows were written; null where bytes were changed afterwards, so that nobody knows. */
  rows: number | null;
}

const inputs = goldenInputs();
/** Brotli takes a hundred times as long as all others together. */
const rarelyBrotli = inputs.filter(({ name }) => !name.includes('brotli'));
const names = ['x.jsonl', 'x.json', 'x.csv', 'x.parquet', 'x.zip', 'x.gz', 'x.txt', 'x'];

/** The same file for the same seed. */
export function madeFile(seed: number): MadeFile {
  const random = new Random(seed);
  const input = random.pick(random.chance(0.05) ? inputs : rarelyBrotli);
  let { writing, rows } = written(input, random);
  if (writing.isText && random.chance(0.2)) {
    writing = { ...writing, bytes: reencoded(writing.bytes, random) };
    rows = null;
  }
  if (random.chance(0.6)) {
    writing = { ...writing, bytes: mutateBytes(writing.bytes, random.pick(inputs).bytes, random) };
    rows = null;
  }
  let file: { name: string; bytes: Buffer } = writing;
  if (random.chance(0.25)) {
    file = packed(writing, random);
    rows = null;
    if (random.chance(0.4)) file = { ...file, bytes: mutateBytes(file.bytes, random.pick(inputs).bytes, random) };
  }
  const name = random.chance(0.05) ? random.pick(names) : file.name;
  return { name, bytes: new Uint8Array(file.bytes), rows: name === file.name ? rows : null };
}

function written(input: GoldenInput, random: Random): { writing: Writing; rows: number | null } {
  if (input.rows === null || random.chance(0.2)) {
    const isText = !input.name.endsWith('.parquet');
    return { writing: { name: input.name, bytes: input.bytes, isText }, rows: null };
  }
  const rows = random.chance(0.7) ? mutateRows(input.rows, random) : input.rows;
  return { writing: writeRows(rows, random), rows: rows.length };
}
