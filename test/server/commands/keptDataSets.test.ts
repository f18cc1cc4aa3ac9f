import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataSet } from '../../../src/pairs/DataSet';
import { runData } from './support/runData';

const files = fileURLToPath(new URL('../../files', import.meta.url));
const llmBar = fileURLToPath(new URL('../../../public/samples/llmbar-gptout.json', import.meta.url));

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-kept-'));
  data = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runData(args, data);
const inFolder = (name: string) => join(folder, name);
async function imported(...args: string[]): Promise<DataSet> {
  const { out } = await run('import', ...args, '--json');
  return (JSON.parse(out) as { dataSet: DataSet }).dataSet;
}
const listed = async () => (JSON.parse((await run('data', '--json')).out) as { dataSets: DataSet[] }).dataSets;

describe('assay import, data and export', () => {
  test('what is imported is listed, leaves as convert-data writes it, and is removed', async () => {
    const { id } = await imported(llmBar, '--name', 'primes');
    expect(await listed()).toMatchObject([{ id, name: 'primes', pairs: 47 }]);
    expect((await run('data')).out).toMatch(new RegExp(`^${id}  primes  .*LLMBar.*47 items, 47 pairs`));
    const profile = ['--to', 'trl-reward', '--provenance'];
    expect((await run('export', 'primes', ...profile, '--out', inFolder('kept.jsonl'))).code).toBe(0);
    expect((await run('convert-data', llmBar, ...profile, '--out', inFolder('direct.jsonl'))).code).toBe(0);
    for (const ending of ['.jsonl', '.provenance.jsonl'])
      expect(await readFile(inFolder(`kept${ending}`))).toEqual(await readFile(inFolder(`direct${ending}`)));
    expect((await run('data', 'remove', id.slice(0, 13))).code).toBe(0);
    expect(await listed()).toEqual([]);
    expect(await readdir(join(data, 'data-sets'))).toEqual([]);
  });

  test('rejected rows end an import with 3, and the data set is there all the same', async () => {
    const { code, error } = await run('import', join(files, 'pairs/bad-rows.jsonl'));
    expect(code).toBe(3);
    expect(error).toContain('8 rows rejected');
    expect(await listed()).toHaveLength(1);
  });

  test('several data sets leave as one: what both hold leaves once, and the import says what was there', async () => {
    await imported(llmBar, '--name', 'one');
    const again = await run('import', llmBar, '--name', 'two');
    expect(again.error).toContain('47 of its pairs are in one too, 0 with another label.');
    const { code, out } = await run('export', 'one', 'two', '--to', 'trl-dpo', '--out', inFolder('o.jsonl'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ export: { rows: 47, stayOut: [{ reason: 'twice', pairs: 47 }] } });
  });

  test('a name that two data sets have is not guessed at', async () => {
    await imported(llmBar);
    await imported(llmBar);
    const { code, error } = await run('export', 'llmbar-gptout.json', '--to', 'jsonl', '--out', inFolder('o'));
    expect(code).toBe(1);
    expect(error).toContain('llmbar-gptout.json names 2 data sets');
  });

  test('an import of a file that cannot be read whole leaves nothing', async () => {
    await writeFile(inFolder('mine.jsonl'), '{"frage":"a"}\n');
    const { code, error } = await run('import', llmBar, inFolder('mine.jsonl'));
    expect(code).toBe(1);
    expect(error).toContain('mine.jsonl has no known shape');
    expect(await listed()).toEqual([]);
    expect(await readdir(join(data, 'data-sets'))).toEqual([]);
  });

  test('what an import left that was killed is removed by the next one, and is never a data set', async () => {
    const left = join(data, 'data-sets/0190a0a0-0000-7000-8000-000000000000');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'rows.jsonl'), '{}\n');
    expect(await listed()).toEqual([]);
    const { id } = await imported(llmBar);
    expect(await readdir(join(data, 'data-sets'))).toEqual([id]);
  });

  test.each([
    [['data', 'remove', 'nothing'], 1, /There is no data set nothing/],
    [['export', 'nothing', '--to', 'jsonl', '--out', 'o'], 1, /There is no data set nothing/],
    [['export', '--to', 'jsonl', '--out', 'o'], 2, /missing required argument/],
    [['import', '/no/such.jsonl'], 1, /cannot be read/],
  ])('%j ends with %i and says what to do', async (args, wanted, words) => {
    const { code, error } = await run(...args);
    expect(error).toMatch(words);
    expect(code).toBe(wanted);
  });
});
