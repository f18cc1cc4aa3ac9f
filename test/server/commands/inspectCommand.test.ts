import { gzipSync } from 'node:zlib';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inspection } from '../../../src/pairs/contract';
import type { ImportReport } from '../../../src/pairs/ImportReport';
import { runData } from './support/runData';

const files = fileURLToPath(new URL('../../files', import.meta.url));
const pairs = (name: string) => join(files, 'pairs', name);

interface InspectJson {
  files: (Inspection & { error?: string })[];
  ignored: string[];
  report: ImportReport | null;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-inspect-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = async (name: string, content: string | Uint8Array) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

describe('assay inspect', () => {
  test('says container, shape, columns and rows in words', async () => {
    const { code, out, error } = await runData(['inspect', pairs('23-arena-55k.csv')]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('23-arena-55k.csv: CSV, ');
    expect(out).toMatch(/Shape: .*\(arena/);
    expect(out).toContain('Columns: ');
    expect(out).toMatch(/Row \d+: response_[ab] is better/);
    expect(out).toMatch(/Better: \S/);
  });

  test('with --json gives the inspection that the studio shows', async () => {
    const { out } = await runData(['inspect', pairs('01-trl-explicit-plain.jsonl'), '--json']);
    const { files: inspected, report } = JSON.parse(out) as InspectJson;
    expect(inspected[0]).toMatchObject({ container: 'jsonl', format: { name: 'trl-explicit-plain' } });
    expect(inspected[0]?.rowsInWords.length).toBeGreaterThan(0);
    expect(report).toBeNull();
  });

  test('with --all reports every row, names those that are rejected and ends with 3', async () => {
    const { code, out } = await runData(['inspect', pairs('bad-rows.jsonl'), '--all', '--json']);
    const { report } = JSON.parse(out) as InspectJson;
    expect(code).toBe(3);
    expect(report?.rejected.map(({ line }) => line)).toEqual([2, 4, 5, 8, 9, 10, 11, 12]);
    const { rows = 0, kept = 0, duplicates = 0, conflicts = 0, rejected = [], rejectedBeyond = 0 } = report ?? {};
    expect(rows).toBe(kept + duplicates + conflicts + rejected.length + rejectedBeyond);
    const words = await runData(['inspect', pairs('bad-rows.jsonl'), '--all']);
    expect(words.out).toContain('line 8: "chosen" and "rejected" are the same text');
  });

  test('several files are read as one data set, and rejected rows name their file', async () => {
    const { code, out } = await runData(['inspect', pairs('bad-rows.jsonl'), pairs('llmbar.json'), '--all']);
    expect(code).toBe(3);
    expect(out).toContain('bad-rows.jsonl and 1 more: ');
    expect(out).toContain('bad-rows.jsonl, line 8');
  });

  test('a folder gives its data files by name and says what it leaves out', async () => {
    await mkdir(join(folder, 'data'));
    const row = '{"prompt":"a","chosen":"b","rejected":"c"}\n';
    await write('data/two.jsonl.gz', gzipSync(row));
    await write('one.jsonl', row);
    await write('dataset_info.json', '{}');
    await write('README.md', '# Card');
    await write('.hidden.jsonl', row);
    await mkdir(join(folder, 'out.unfinished-a1b2c3'));
    await write('out.unfinished-a1b2c3/rows.jsonl', row);
    const { code, out } = await runData(['inspect', folder, '--json']);
    const { files: inspected, ignored } = JSON.parse(out) as InspectJson;
    expect(code).toBe(0);
    expect(inspected.map(({ file }) => file)).toEqual(['data/two.jsonl.gz', 'one.jsonl']);
    expect(inspected[0]?.containerInWords).toContain('in gzip');
    expect(ignored.sort()).toEqual(['README.md', 'dataset_info.json']);
  });

  test('a shape that is not known ends with 3 and says which mapping to write, which then reads it', async () => {
    const file = await write('mine.jsonl', '{"frage":"a","besser":"b","schlechter":"c"}\n');
    const unknown = await runData(['inspect', file]);
    expect(unknown.code).toBe(3);
    expect(unknown.out).toContain('Shape: not known');
    expect(unknown.out).toContain('frage: a');
    expect(unknown.out).toContain('--mapping "');
    const known = await runData(['inspect', file, '--mapping', 'prompt=frage,chosen=besser,rejected=schlechter']);
    expect(known.code).toBe(0);
    expect(known.out).toContain('Better: b');
  });

  test('what a text holds never moves the cursor of a terminal', async () => {
    const escape = '\u001b[2J\u001b[31m\u202egnp\u0007\r';
    const row = { prompt: `p${escape}`, chosen: `c${escape}`, rejected: 'r', [`x${escape}`]: 1 };
    const file = await write('hostile.jsonl', `${JSON.stringify(row)}\n{"chosen":"${'\\u001b[1m'}"}\n`);
    const { out } = await runData(['inspect', file, '--all']);
    expect(out).toContain('\\u001b[2J');
    expect([...out].filter((unit) => unit !== '\n' && /[\p{Cc}\p{Bidi_Control}]/u.test(unit))).toEqual([]);
  });

  test('files that are no data are named with the reason, and the others are read', async () => {
    const empty = await write('empty.jsonl', '');
    const { code, out } = await runData(['inspect', empty, pairs('llmbar.json')]);
    expect(code).toBe(3);
    expect(out).toContain('empty.jsonl is empty (0 bytes)');
    expect(out).toContain('llmbar.json: JSON');
  });

  test.each([
    [['inspect', '/no/such/file.jsonl'], 1, /\/no\/such\/file\.jsonl cannot be read/],
    [['inspect'], 2, /missing required argument/],
    [['inspect', pairs('llmbar.json'), '--mapping', 'chosen=a'], 2, /--mapping "chosen=a" names neither/],
  ])('%j ends with %i and says what to do', async (args, wanted, words) => {
    const { code, error } = await runData(args);
    expect(error).toMatch(words);
    expect(code).toBe(wanted);
  });

  test('a folder without data is refused', async () => {
    const { code, error } = await runData(['inspect', folder]);
    expect(code).toBe(1);
    expect(error).toContain('holds no data files');
  });
});
