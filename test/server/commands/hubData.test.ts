import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataSet } from '../../../src/pairs/DataSet';
import { StandInHub } from '../../support/hub/StandInHub';
import { runData } from './support/runData';

const bytes = (rows: object[]) => new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const row = (prompt: string) => ({ prompt, chosen: 'b', rejected: 'c' });
const files = new Map([
  ['README.md', new TextEncoder().encode('---\nlicense: mit\n---\n# Card')],
  ['data/train.jsonl', bytes([row('a'), row('d')])],
  ['data/test.jsonl', bytes([row('t')])],
]);

let hub: StandInHub;
let folder: string;
beforeAll(async () => {
  hub = await StandInHub.start();
  hub.add('datasets/maker/prefs', files, { licence: 'mit' });
  hub.add('datasets/maker/closed', files, { token: 'hf_right', isGated: true });
});
afterAll(() => hub.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-hub-data-'));
  process.env['ASSAY_TEST_TOKEN'] = 'hf_right';
});
afterEach(async () => {
  delete process.env['ASSAY_TEST_TOKEN'];
  hub.forget();
  await rm(folder, { recursive: true, force: true });
});

const out = () => join(folder, 'o.jsonl');
const convert = (address: string, ...more: string[]) =>
  runData(['convert-data', address, '--to', 'trl-dpo', '--out', out(), '--hub', hub.base, '--json', ...more]);

describe('a data set of a hub', () => {
  test('is converted by its name: the training split, with licence and commit said', async () => {
    const { code, error, out: json } = await convert('hf://datasets/maker/prefs');
    expect(error).toContain('licence mit');
    expect(error).toContain('Split train of train, test');
    expect(code).toBe(0);
    expect(JSON.parse(json)).toMatchObject({ import: { files: [{ file: 'data/train.jsonl', rows: 2 }] } });
    expect((await readFile(out(), 'utf8')).trimEnd().split('\n')).toHaveLength(2);
  });

  test('another split is named, and one that is not there is answered with those that are', async () => {
    const { out: json } = await convert('hf://datasets/maker/prefs', '--split', 'test');
    expect(JSON.parse(json)).toMatchObject({ import: { rows: 1 } });
    const { code, error } = await convert('hf://datasets/maker/prefs', '--split', 'dev', '--force');
    expect(code).toBe(1);
    expect(error).toContain('has no split "dev". It has: train, test. Name one by --split.');
  });

  test('is imported with where it comes from', async () => {
    const args = ['import', `${hub.base}/datasets/maker/prefs`, '--hub', hub.base, '--json'];
    const { code, out: json } = await runData(args, folder);
    expect(code).toBe(0);
    const { dataSet } = JSON.parse(json) as { dataSet: DataSet };
    expect(dataSet.attribution).toMatch(/^maker\/prefs at \w{12}, mit, http/);
  });

  test('that is gated needs a token, which is taken from the environment', async () => {
    const refused = await convert('hf://datasets/maker/closed', '--token-env', 'NO_SUCH_VARIABLE');
    expect(refused.code).toBe(1);
    expect(refused.error).toContain('give a token');
    expect((await convert('hf://datasets/maker/closed', '--token-env', 'ASSAY_TEST_TOKEN')).code).toBe(0);
  });

  test('the token goes to no other hub than the one that --hub names', async () => {
    const address = `${hub.base}/datasets/maker/prefs`;
    const elsewhere = ['--hub', 'https://hub.example', '--token-env', 'ASSAY_TEST_TOKEN'];
    const { code } = await runData(['inspect', address, ...elsewhere]);
    expect(code).toBe(0);
    expect(hub.requests.length).toBeGreaterThan(0);
    expect(hub.requests.every(({ authorization }) => authorization === null)).toBe(true);
  });

  test('nothing but an address asks the network: a path that is not there is a path', async () => {
    const { code, error } = await convert('maker/prefs');
    expect(code).toBe(1);
    expect(error).toContain('maker/prefs cannot be read');
    expect(hub.requests).toEqual([]);
  });

  test('a file that breaks off on the way leaves nothing behind', async () => {
    hub.spoil('data/train.jsonl', { status: 404 });
    const { code, error } = await convert('hf://datasets/maker/prefs');
    expect(code).toBe(1);
    expect(error).not.toContain('    at ');
    expect(await readdir(folder)).toEqual([]);
  });
});
