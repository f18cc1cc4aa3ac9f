import { expect, test } from 'vitest';
import { dataFileKind } from '../../../src/pairs/sources/dataFileName';
import { fileAddress, partsOfAddress, readDataSetAddress } from '../../../src/pairs/sources/hubAddresses';
import { matchesPattern } from '../../../src/pairs/sources/matchesPattern';

const asked = { base: null, repository: 'owner/name', revision: null, config: null, split: null };

test.each<[string, object]>([
  [' owner/name ', {}],
  ['datasets/owner/name', {}],
  ['hf://datasets/owner/name', {}],
  ['hf://datasets/owner/name@v1/data/train.parquet', { revision: 'v1' }],
  ['https://hub.example/datasets/owner/name', { base: 'https://hub.example' }],
  ['https://hub.example/datasets/owner/name?row=3#x', { base: 'https://hub.example' }],
  ['https://hub.example/mirror/datasets/owner/name/', { base: 'https://hub.example/mirror' }],
  ['https://hub.example/datasets/owner/name/tree/v1/data', { base: 'https://hub.example', revision: 'v1' }],
  [
    'https://hub.example/datasets/owner/name/tree/refs%2Fconvert%2Fparquet',
    { base: 'https://hub.example', revision: 'refs/convert/parquet' },
  ],
  [
    'https://hub.example/datasets/owner/name/viewer/en/test',
    { base: 'https://hub.example', config: 'en', split: 'test' },
  ],
])('%s names a data set', (text, expected) => {
  expect(readDataSetAddress(text)).toEqual({ ...asked, ...expected });
});

test.each(['', 'two words', 'https://hub.example/owner/name', '../x', 'owner/..', 'javascript:alert(1)'])(
  '"%s" names none',
  (text) => {
    expect(() => readDataSetAddress(text)).toThrow(/owner\/name/i);
  },
);

test('a file of a data set says its hub and repository, whatever its path', () => {
  const address = fileAddress('https://hub.example/datasets/owner/name', 'c0', 'a b/#?%.parquet');
  expect(new URL(address).pathname).toBe('/datasets/owner/name/resolve/c0/a%20b/%23%3F%25.parquet');
  expect(partsOfAddress(address)).toEqual({
    base: 'https://hub.example/',
    repository: 'owner/name',
    page: 'https://hub.example/datasets/owner/name',
    revision: 'c0',
  });
  expect(() => partsOfAddress('https://hub.example/owner/name')).toThrow(/no file of a data set/);
});

test.each<[string, string, boolean]>([
  ['data/train-0.parquet', 'data/train-*', true],
  ['data/deep/train-0.parquet', 'data/*', false],
  ['data/deep/train-0.parquet', 'data/**', true],
  ['train.jsonl', '**/*.jsonl', true],
  ['a/b/train.jsonl', '**/train.*', true],
  ['a/train.jsonl', './a/train.jsonl', true],
  ['a/train.jsonl', 'a/train.json', false],
  ['x', '', false],
])('%s against %s', (path, pattern, expected) => {
  expect(matchesPattern(path, pattern)).toBe(expected);
});

test('names tell what holds rows', () => {
  for (const [path, kind] of [
    ['data/train.parquet', 'parquet'],
    ['a.JSONL.gz', 'jsonl'],
    ['a.tsv', 'csv'],
    ['shards.zip', 'zip'],
    ['dataset_infos.json', null],
    ['.hidden/a.jsonl', null],
    ['__MACOSX/a.json', null],
    ['a.arrow', null],
    ['a.provenance.jsonl', null],
    ['README.md', null],
  ] as const)
    expect([path, dataFileKind(path)]).toEqual([path, kind]);
});
