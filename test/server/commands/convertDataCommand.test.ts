import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { profiles } from '../../../src/pairs/export/profiles/profiles';
import type { ImportReport } from '../../../src/pairs/ImportReport';
import { pairOf, pairPlaces } from '../../../src/pairs/pairOf';
import { importText } from '../../pairs/support/importText';
import { runData } from './support/runData';

const files = fileURLToPath(new URL('../../files', import.meta.url));
const sample = (name: string) => fileURLToPath(new URL(`../../../public/samples/${name}`, import.meta.url));
/** With ties; without rows that are rejected. */
const mtBench = sample('mt-bench-human.jsonl');
const llmBar = sample('llmbar-gptout.json');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-convert-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const convert = (file: string, to: string, out: string, ...more: string[]) =>
  runData(['convert-data', file, '--to', to, '--out', inFolder(out), ...more]);
const write = async (name: string, rows: unknown[]) => {
  await writeFile(inFolder(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return inFolder(name);
};
async function pairsIn(path: string) {
  const { items } = await importText(path, new Uint8Array(await readFile(path)));
  return items.flatMap((item) => pairPlaces(item).map(({ first, second }) => pairOf(item, first, second)));
}
const labelsOf = (pairs: Awaited<ReturnType<typeof pairsIn>>) => pairs.map(({ id, label }) => `${id} ${label}`).sort();

describe('assay convert-data', () => {
  // A profile of single responses puts all that share a prompt together; no prompt of LLMBar comes twice.
  test.each([
    ['trl-reward', mtBench],
    ['trl-dpo', mtBench],
    ['openrlhf', mtBench],
    ['nemo-rl', mtBench],
    ['helpsteer3', mtBench],
    ['trl-kto', llmBar],
  ])('%s: every preference comes back as it was, the others stay out and are counted', async (profile, file) => {
    const { code, out } = await convert(file, profile, 'train.jsonl', '--json');
    const { export: done, import: report } = JSON.parse(out) as {
      export: { rows: number; stayOut: { reason: string; pairs: number }[] };
      import: ImportReport;
    };
    expect(code).toBe(report.rejected.length > 0 ? 3 : 0);
    const back = await pairsIn(inFolder('train.jsonl'));
    const leaving = new Set(back.map(({ id }) => id));
    const preferences = (await pairsIn(file)).filter(({ label }) => label === 'first' || label === 'second');
    expect(labelsOf(back)).toEqual(labelsOf(preferences.filter(({ id }) => leaving.has(id))));
    const stayOut = done.stayOut.reduce((sum, { pairs }) => sum + pairs, 0);
    expect(report.ties > 0).toBe(file === mtBench);
    expect({ rows: done.rows, all: done.rows + stayOut }).toEqual({ rows: back.length, all: report.pairs });
    expect(await readdir(folder)).toEqual(['train.jsonl']);
  });

  test.each(['jsonl', 'csv', 'parquet'])('MT-bench to everything as %s: all pairs, ties too', async (profile) => {
    const { error } = await convert(mtBench, profile, `all.${profile}`);
    expect(error).not.toContain('Note');
    expect(labelsOf(await pairsIn(inFolder(`all.${profile}`)))).toEqual(labelsOf(await pairsIn(mtBench)));
  });

  test.each(Object.keys(profiles))('%s into a new folder: the same input gives the same bytes', async (profile) => {
    for (const out of ['one', 'other']) expect((await convert(llmBar, profile, out, '--provenance')).code).toBe(0);
    const names = await namesBelow('one');
    expect(names.length).toBeGreaterThan(0);
    expect(await namesBelow('other')).toEqual(names);
    for (const name of names)
      expect(await readFile(inFolder(`other/${name}`))).toEqual(await readFile(inFolder(`one/${name}`)));
  });

  test('LLaMA-Factory gets its dataset_info.json beside the data', async () => {
    await convert(llmBar, 'llamafactory', 'llama', '--name', 'prefs');
    const info = JSON.parse(await readFile(inFolder('llama/dataset_info.json'), 'utf8')) as Record<string, unknown>;
    expect(info).toMatchObject({ prefs: { file_name: 'prefs.llamafactory.jsonl', ranking: true } });
    expect(await readdir(inFolder('llama'))).toContain('prefs.llamafactory.jsonl');
  });

  test('sidecars of a file stand beside it under its name', async () => {
    const args = ['--provenance', '--ties', 'soft'];
    await convert(mtBench, 'trl-reward', 'train.jsonl', ...args);
    const expected = ['train.jsonl', 'train.provenance.jsonl', 'train.soft-labels.jsonl'];
    expect((await readdir(folder)).sort()).toEqual(expected);
  });

  test('a file is what --out says, also where that looks like a sidecar', async () => {
    expect((await convert(llmBar, 'jsonl', 'a.provenance.jsonl')).code).toBe(0);
    expect(await readdir(folder)).toEqual(['a.provenance.jsonl']);
  });

  test('files of a folder that are no data are left out by name, and it ends with 3', async () => {
    await mkdir(inFolder('in'));
    await write('in/good.jsonl', [{ prompt: 'a', chosen: 'b', rejected: 'c' }]);
    await write('in/other.jsonl', [{ frage: 'a' }]);
    await write('in/empty.jsonl', []);
    const { code, out, error } = await convert(inFolder('in'), 'trl-dpo', 'o.jsonl', '--json');
    expect(code).toBe(3);
    const leftOut = [
      { file: 'empty.jsonl', reason: 'empty.jsonl is empty (0 bytes). Choose a file with at least one row.' },
      { file: 'other.jsonl', reason: expect.stringContaining('other.jsonl has no known shape') as string },
    ];
    expect(JSON.parse(out)).toMatchObject({ leftOut, import: { items: 1 } });
    expect(error).toContain('Left out: other.jsonl has no known shape');
    const none = await convert(inFolder('in/other.jsonl'), 'trl-dpo', 'p.jsonl');
    expect(none.code).toBe(1);
  });

  test('files of one name from different folders are told apart in the report', async () => {
    const paths = [];
    for (const name of ['a', 'b']) {
      await mkdir(inFolder(name));
      paths.push(await write(`${name}/same.jsonl`, [{ prompt: name, chosen: 'b', rejected: 'c' }]));
    }
    const { out } = await runData(['convert-data', ...paths, '--to', 'jsonl', '--out', inFolder('o.jsonl'), '--json']);
    expect(JSON.parse(out)).toMatchObject({ import: { files: paths.map((file) => ({ file, rows: 1 })) } });
  });

  test('several files are one data set: what both hold leaves once', async () => {
    const one = await write('one.jsonl', [
      { prompt: 'a', chosen: 'b', rejected: 'c' },
      { prompt: 'd', chosen: 'e', rejected: 'f' },
    ]);
    const two = await write('two.jsonl', [{ prompt: [{ role: 'user', content: 'a' }], ...turns('b', 'c') }]);
    const args = ['convert-data', one, two, '--to', 'trl-dpo', '--out', inFolder('o.jsonl'), '--json'];
    const { code, out } = await runData(args);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ import: { rows: 3, items: 2, duplicates: 1 }, export: { rows: 2 } });
  });

  test('a pair that its source labels both ways trains nobody, and everything keeps both labels', async () => {
    const file = await write('both.jsonl', [
      { prompt: 'a', chosen: 'b', rejected: 'c' },
      { prompt: 'a', chosen: 'c', rejected: 'b' },
      { prompt: 'd', chosen: 'e', rejected: 'f' },
    ]);
    const trained = await convert(file, 'trl-dpo', 'train.jsonl', '--json');
    expect(JSON.parse(trained.out)).toMatchObject({
      import: { conflicts: 1 },
      export: { rows: 1, stayOut: [{ reason: 'opposite', pairs: 2 }] },
    });
    await convert(file, 'jsonl', 'all.jsonl');
    const bytes = new Uint8Array(await readFile(inFolder('all.jsonl')));
    expect((await importText('all.jsonl', bytes)).dataSet.report).toMatchObject({ rows: 3, items: 2, conflicts: 1 });
  });

  test('rejected rows end it with 3, and the report that is kept names them', async () => {
    const bad = join(files, 'pairs/bad-rows.jsonl');
    const { code, error } = await convert(bad, 'jsonl', 'good.jsonl', '--report', inFolder('report.md'));
    expect(code).toBe(3);
    expect(error).toContain('8 rows rejected');
    const report = await readFile(inFolder('report.md'), 'utf8');
    expect(report).toContain('| bad-rows.jsonl | 8 | "chosen" and "rejected" are the same text |');
    expect(report).toContain('# Export as jsonl');
  });

  test('--report as JSON is what --json prints', async () => {
    const { out } = await convert(llmBar, 'trl-dpo', 'o.jsonl', '--json', '--report', inFolder('report.json'));
    expect(JSON.parse(await readFile(inFolder('report.json'), 'utf8'))).toEqual(JSON.parse(out));
  });

  test('--max-length counts with the tokenizer and chat template of a folder', async () => {
    const long = Array.from({ length: 200 }, (_, n) => `word${n}`).join(' ');
    const file = await write('mixed.jsonl', [
      { prompt: 'a', chosen: 'b', rejected: 'c' },
      { prompt: 'd', chosen: long, rejected: 'f' },
    ]);
    const qwen = join(files, 'tokenizers/qwen');
    const args = ['--max-length', '100', '--tokenizer', qwen, '--json'];
    const { code, out, error } = await convert(file, 'trl-dpo', 'o.jsonl', ...args);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ export: { rows: 2, tooLong: 1 } });
    expect(error).toContain('1 pair longer than --max-length');
  });

  test('a tokenizer that is not there is said before anything is read', async () => {
    const { code, error } = await convert(llmBar, 'trl-dpo', 'o.jsonl', '--max-length', '9', '--tokenizer', folder);
    expect(code).toBe(1);
    expect(error).toContain('there is no tokenizer.json');
    expect(error).not.toContain('rows');
  });

  test('--strict writes nothing where the linter finds an error, and ends with 3', async () => {
    const file = await write('half.jsonl', [{ prompt: 'a', chosen: 'b \ud83d', rejected: 'c' }]);
    const lax = await convert(file, 'jsonl', 'lax.jsonl');
    expect(lax.code).toBe(0);
    expect(lax.error).toContain('well_formed');
    const strict = await convert(file, 'jsonl', 'strict.jsonl', '--strict', '--json');
    expect(strict.code).toBe(3);
    expect(JSON.parse(strict.out)).toMatchObject({ state: 'refused', export: { written: null } });
    expect(await readdir(folder)).not.toContain('strict.jsonl');
  });

  test('nothing that is there is replaced without --force', async () => {
    await writeFile(inFolder('o.jsonl'), 'mine');
    const refused = await convert(llmBar, 'trl-dpo', 'o.jsonl');
    expect(refused.code).toBe(1);
    expect(refused.error).toContain('o.jsonl is there already');
    expect(refused.error, 'it reads first').not.toContain('rows');
    expect(await readFile(inFolder('o.jsonl'), 'utf8')).toBe('mine');
    expect((await convert(llmBar, 'trl-dpo', 'o.jsonl', '--force')).code).toBe(0);
    expect(await readdir(folder)).toEqual(['o.jsonl']);
  });

  test('an existing folder takes the files of another profile and keeps its own', async () => {
    await mkdir(inFolder('out'));
    await writeFile(inFolder('out/notes.txt'), 'mine');
    for (const profile of ['trl-dpo', 'openrlhf']) expect((await convert(llmBar, profile, 'out')).code).toBe(0);
    expect(await namesBelow('out')).toEqual([
      'llmbar-gptout.openrlhf.jsonl',
      'llmbar-gptout.trl-dpo.jsonl',
      'notes.txt',
    ]);
    const hub = await convert(llmBar, 'hugging-face', 'out', '--force');
    expect(hub.code).toBe(1);
    expect(hub.error).toContain('written into a new or empty one');
  });

  test('an empty folder takes a data set folder, and nothing lies beside it', async () => {
    await mkdir(inFolder('hub'));
    expect((await convert(llmBar, 'hugging-face', 'hub')).code).toBe(0);
    expect(await namesBelow('hub')).toEqual(['README.md', 'data/train-00000-of-00001.parquet']);
    expect(await readdir(folder)).toEqual(['hub']);
  });

  test('where no pair leaves nothing is written', async () => {
    const file = await write('ties.jsonl', [
      { context: [{ role: 'user', content: 'a' }], response1: 'b', response2: 'c', overall_preference: 0 },
    ]);
    const { code, error } = await convert(file, 'trl-dpo', 'o.jsonl');
    expect(code).toBe(1);
    expect(error).toContain('Left out: 1 pair: a tie');
    expect(error).toContain('No pair leaves');
    expect(await readdir(folder)).toEqual(['ties.jsonl']);
  });

  test('a shape that is not known is refused before anything is read whole, with the mapping to write', async () => {
    const file = await write('mine.jsonl', [{ frage: 'a', besser: 'b', schlechter: 'c' }]);
    const { code, error } = await convert(file, 'trl-dpo', 'o.jsonl');
    expect(code).toBe(1);
    expect(error).toContain('mine.jsonl has no known shape. Its columns: frage, besser, schlechter.');
    const mapping = ['--mapping', 'prompt=frage,chosen=besser,rejected=schlechter'];
    expect((await convert(file, 'trl-dpo', 'o.jsonl', ...mapping)).code).toBe(0);
  });

  test.each([
    [['--to', 'sql', '--out', 'o'], /Allowed choices are trl-reward/],
    [['--to', 'trl-dpo'], /required option '--out/],
    [['--to', 'trl-dpo', '--out', 'o.csv'], /--to trl-dpo writes \.jsonl/],
    [['--to', 'llamafactory', '--out', 'o.jsonl'], /name a folder/],
    [['--to', 'trl-dpo', '--out', 'o', '--max-length', '9'], /belong together/],
    [['--to', 'trl-dpo', '--out', 'o', '--margin', '0'], /a number over 0/],
    [['--to', 'trl-dpo', '--out', 'o', '--report', 'o.txt'], /must end in \.json or \.md/],
  ])('%j is wrong use: 2, and what to write', async (args, words) => {
    const { code, error } = await runData(['convert-data', llmBar, ...args]);
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });

  test.each(['../up', '.hidden', 'a/b'])('--name %j leads out of no folder', async (name) => {
    const { code, error } = await convert(llmBar, 'trl-dpo', 'out', '--name', name);
    expect(code).toBe(2);
    expect(error).toContain('is no beginning of a file name');
    expect(await readdir(folder)).toEqual([]);
  });
});

function turns(chosen: string, rejected: string) {
  const said = (content: string) => [{ role: 'assistant', content }];
  return { chosen: said(chosen), rejected: said(rejected) };
}

async function namesBelow(name: string): Promise<string[]> {
  const entries = await readdir(inFolder(name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inFolder(name).length + 1))
    .sort();
}
