import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FileError } from '../../../src/pairs/containers/FileError';
import { mutateBytes } from '../../fuzz/mutateBytes';
import { Random } from '../../fuzz/Random';
import { readAll, sourceOf } from '../support/readAll';

const folder = new URL('../../files/containers/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.parquet') && name !== 'no-rows.parquet');
const files = 400;

/** The pages and the footer of a file: bytes of either may be changed. */
function parts(bytes: Buffer): { pages: Buffer; footer: Buffer } {
  const end = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  return { pages: bytes.subarray(4, end), footer: bytes.subarray(end, -8) };
}

function whole(pages: Buffer, footer: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), pages, footer, length, Buffer.from('PAR1')]);
}

/** Lines of a file of `count` rows that are neither read nor named by a reason. */
function missing(rows: Awaited<ReturnType<typeof readAll>>, count: number): number[] {
  const told = new Set<number>();
  for (const row of rows) {
    const range = row.kind === 'rejected' ? /^rows? (\d+)(?: to (\d+))? /.exec(row.reason) : null;
    const [from, to] = [Number(range?.[1] ?? row.line), Number(range?.[2] ?? range?.[1] ?? row.line)];
    for (let line = from; line <= to; line++) told.add(line);
  }
  return Array.from({ length: count }, (_, at) => at + 1).filter((line) => !told.has(line));
}

it.each(names)(
  `%s with changed pages, ${files} times: every row is read or named`,
  { timeout: 120_000 },
  async (name) => {
    const bytes = readFileSync(new URL(name, folder));
    const { pages, footer } = parts(bytes);
    const count = (await readAll(sourceOf(bytes), name)).length;
    for (let seed = 0; seed < files; seed++) {
      const changed = mutateBytes(pages, footer, new Random(seed));
      const rows = await readAll(sourceOf(whole(changed, footer)), name);
      expect(missing(rows, count), `seed ${seed}`).toEqual([]);
    }
  },
);

it.each(names)(
  `%s with a changed footer, ${files} times: rows or what is wrong with it`,
  { timeout: 120_000 },
  async (name) => {
    const { pages, footer } = parts(readFileSync(new URL(name, folder)));
    for (let seed = 0; seed < files; seed++) {
      const changed = mutateBytes(footer, pages, new Random(seed));
      const rows = await readAll(sourceOf(whole(pages, changed)), name).catch((error: unknown) => error);
      expect(Array.isArray(rows) || rows instanceof FileError, `seed ${seed}: ${String(rows)}`).toBe(true);
    }
  },
);
