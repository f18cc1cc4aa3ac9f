import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findDataSet } from '../../../src/pairs/sources/findDataSet';
import { StandInHub } from '../../support/hub/StandInHub';
import { card, jsonLines, parquetOf } from './hubFiles';

let hub: StandInHub;
beforeAll(async () => {
  hub = await StandInHub.start();
});
afterAll(() => hub.close());
beforeEach(() => hub.forget());

const oneTry = { attempts: 1, wait: () => Promise.resolve() };

function find(repository: string, { token = null, revision = '' }: { token?: string | null; revision?: string } = {}) {
  const question = { base: hub.base, repository, revision, token };
  return findDataSet(question, fetch, new AbortController().signal, oneTry);
}

/** Config, split and paths, as one text a split. */
async function splitsOf(repository: string): Promise<string[]> {
  const { configs } = await find(repository);
  return configs.flatMap(({ name, origin, splits }) =>
    splits.map((split) => `${origin} ${name}/${split.name}: ${split.files.map(({ path }) => path).join(' ')}`),
  );
}

test('licence, card without its YAML, commit and sizes are told; files without rows are named', async () => {
  const files = new Map([
    ['README.md', card],
    ['data/train-00000-of-00001.parquet', parquetOf(3)],
    ['picture.png', new Uint8Array(5)],
    ['.gitattributes', new Uint8Array(5)],
  ]);
  hub.add('datasets/maker/pairs', files, { licence: 'mit' });
  const found = await find('maker/pairs');
  expect(found).toMatchObject({ repository: 'maker/pairs', licence: 'mit', leftOut: ['picture.png'] });
  expect(found.page).toBe(`${hub.base}/datasets/maker/pairs`);
  expect(found.commit).toBe(hub.commitOf('datasets/maker/pairs'));
  expect(found.card).toMatch(/^# Made pairs/);
  const split = found.configs[0]?.splits[0];
  expect(split?.bytes).toBe(files.get('data/train-00000-of-00001.parquet')?.length);
  expect(split?.files[0]?.address).toBe(
    `${hub.base}/datasets/maker/pairs/resolve/${found.commit}/data/train-00000-of-00001.parquet`,
  );
});

test('configs and splits come from the card, the default one first', async () => {
  const paths = ['en/a.jsonl', 'en/b.jsonl', 'en/held.jsonl', 'de/all.jsonl', 'notes.txt'];
  const configs = [
    { config_name: 'de', data_files: 'de/*.jsonl' },
    {
      config_name: 'en',
      default: true,
      data_files: [
        { split: 'test', path: 'en/held.jsonl' },
        { split: 'train', path: ['en/[ab].jsonl', 'en/?.jsonl'] },
      ],
    },
    { config_name: 'lost', data_files: 'nowhere/*' },
    { config_name: 'folder', data_dir: 'de' },
    'not a config',
  ];
  hub.add('datasets/maker/carded', new Map(paths.map((path) => [path, jsonLines(1)])), { card: { configs } });
  expect(await splitsOf('maker/carded')).toEqual([
    'author en/train: en/a.jsonl en/b.jsonl',
    'author en/test: en/held.jsonl',
    'author de/train: de/all.jsonl',
    'author folder/train: de/all.jsonl',
  ]);
});

describe('without configs in the card, splits come from the names of the files', () => {
  test.each<[string, string[], string[]]>([
    [
      'shards',
      [
        'data/held_out-00000-of-00001.parquet',
        'data/train-00001-of-00002.parquet',
        'data/train-00000-of-00002.parquet',
      ],
      [
        'train: data/train-00000-of-00002.parquet data/train-00001-of-00002.parquet',
        'held_out: data/held_out-00000-of-00001.parquet',
      ],
    ],
    [
      'words in names or folders',
      ['helpful/train.jsonl.gz', 'x_dev.jsonl', 'test/part.jsonl'],
      ['train: helpful/train.jsonl.gz', 'validation: x_dev.jsonl', 'test: test/part.jsonl'],
    ],
    ['no such word', ['b.jsonl', 'a.jsonl', 'dataset_infos.json'], ['train: a.jsonl b.jsonl']],
    ['the most frequent kind', ['train.csv', 'test.csv', 'train.json'], ['train: train.csv', 'test: test.csv']],
  ])('%s', async (_, paths, expected) => {
    hub.add('datasets/maker/named', new Map(paths.map((path) => [path, new Uint8Array(2)])));
    expect(await splitsOf('maker/named')).toEqual(expected.map((split) => `author default/${split}`));
  });
});

test("where there is no Parquet, the hub's conversion is offered after the author's files, its cut splits named", async () => {
  const conversion = new Map([
    ['default/train/0000.parquet', parquetOf(2)],
    ['default/partial-test/0000.parquet', parquetOf(1)],
  ]);
  hub.add('datasets/maker/lines', new Map([['train.jsonl', jsonLines(2)]]), { conversion });
  const { configs } = await find('maker/lines');
  expect(configs.map(({ origin }) => origin)).toEqual(['author', 'conversion']);
  expect(configs[1]?.splits.map(({ name, isPartial }) => [name, isPartial])).toEqual([
    ['train', false],
    ['test', true],
  ]);
  const address = configs[1]?.splits[0]?.files[0]?.address ?? '';
  expect((await fetch(address)).status).toBe(200);
});

test('a hub without conversions and a data set without rows give no config, and no error', async () => {
  hub.add('datasets/maker/scripted', new Map([['load.py', new Uint8Array(3)]]));
  expect(await find('maker/scripted')).toMatchObject({ configs: [], leftOut: ['load.py'] });
});

test('a hub that cannot say what it has converted is told where there is nothing beside', async () => {
  hub.add('datasets/maker/scripted', new Map([['load.py', new Uint8Array(3)]]));
  const failing: typeof fetch = async (url, init) => {
    const isConversion = JSON.stringify(url).includes('convert');
    return isConversion ? new Response('', { status: 500 }) : fetch(url, init);
  };
  const question = { base: hub.base, repository: 'maker/scripted', revision: '', token: null };
  const asked = findDataSet(question, failing, new AbortController().signal, oneTry);
  await expect(asked).rejects.toThrow(/has a fault \(500\)/);
});

test('cards and paths that lie about everything are read as nothing', async () => {
  const configs = [
    { config_name: { a: 1 }, data_files: { train: [1, null, { path: 7 }] } },
    { config_name: 'stars', data_files: `${'*a'.repeat(2000)}b` },
    { data_files: [[['x']]] },
    null,
  ];
  const files = new Map([
    ['a'.repeat(5000) + '.jsonl', new Uint8Array(1)],
    ['../up.jsonl', new Uint8Array(1)],
    ['x//y.jsonl', new Uint8Array(1)],
  ]);
  hub.add('datasets/maker/liar', files, { card: { configs, license: { toString: 'x' } } });
  const { configs: found, licence } = await find('maker/liar');
  expect(licence).toBeNull();
  expect(found.flatMap(({ splits }) => splits.flatMap((split) => split.files.map(({ path }) => path.length)))).toEqual([
    5006,
  ]);
});

describe('a refusal says what to do', () => {
  test('of a gated data set: where its licence is accepted', async () => {
    const files = new Map([
      ['README.md', card],
      ['train.jsonl', jsonLines(1)],
    ]);
    hub.add('datasets/maker/gated', files, { token: 'hf_right', isGated: true });
    // What a gated data set is can be read by everybody, but neither its card nor its rows.
    expect(await find('maker/gated')).toMatchObject({ card: null, configs: [{ name: 'default' }] });
    expect((await find('maker/gated', { token: 'hf_right' })).card).toMatch(/Made pairs/);
  });

  test('of a private one, a missing one and a missing revision', async () => {
    hub.add('datasets/maker/private', new Map([['train.jsonl', jsonLines(1)]]), { token: 'hf_right' });
    await expect(find('maker/private')).rejects.toThrow(
      /maker\/private is gated, private or not there \(401\): open .*\/datasets\/maker\/private, .*give a token/,
    );
    await expect(find('maker/never', { token: 'hf_right' })).rejects.toThrow(/has no maker\/never/);
    await expect(find('maker/private', { token: 'hf_right', revision: 'old' })).rejects.toThrow(/no revision "old"/);
    await expect(find('../../etc')).rejects.toThrow(/named OWNER\/NAME/);
  });

  test('of a hub that limits its callers: how long to wait', async () => {
    hub.add('datasets/maker/busy', new Map([['train.jsonl', jsonLines(1)]]));
    hub.spoil('api', { status: 429, retryAfter: '90' });
    await expect(find('maker/busy')).rejects.toThrow(/takes no more requests for now \(429\); wait 90 s/);
  });
});

test('the token goes to the hub alone, and no request has cookies or a referrer', async () => {
  hub.add('datasets/maker/mine', new Map([['README.md', card]]), { token: 'hf_right' });
  await find('maker/mine', { token: 'hf_right' });
  const seen = hub.requests.map(({ host, authorization, cookie, referrer }) => [host, authorization, cookie, referrer]);
  expect(seen.length).toBeGreaterThan(1);
  for (const one of seen) expect(one).toEqual(['hub', 'Bearer hf_right', null, null]);
});
