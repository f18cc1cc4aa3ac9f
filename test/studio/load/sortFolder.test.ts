import { expect, test } from 'vitest';
import { nameOfFiles } from '../../../src/studio/load/FilesToTake';
import { pastedFile } from '../../../src/studio/load/pastedFile';
import { sortFolder } from '../../../src/studio/load/sortFolder';

function sorted(...paths: string[]): ReturnType<typeof sortFolder> {
  return sortFolder({ name: 'mine', files: paths.map((path) => ({ path, file: new Blob() })) });
}

test('a config.json at the top makes a checkpoint; further down it is no more than a file without rows', () => {
  expect(sorted('config.json', 'model.safetensors')).toEqual({ kind: 'checkpoint' });
  expect(sorted('data/config.json', 'data/a.jsonl')).toMatchObject({ kind: 'data' });
});

test('data files are taken in the order of their paths, others named, hidden ones passed over', () => {
  const folder = sorted('b.parquet', 'a/z.jsonl.gz', 'README.md', '.git/x.json', '__MACOSX/b.json', 'old.arrow');
  expect(folder).toMatchObject({
    kind: 'data',
    take: {
      name: 'mine',
      files: [{ name: 'a/z.jsonl.gz' }, { name: 'b.parquet' }],
      leftOut: [
        { name: 'README.md', reason: 'no data file by its name' },
        { name: 'old.arrow', reason: 'an Arrow file; write it as Parquet' },
      ],
    },
  });
});

test('a folder without data files is refused: one that datasets saved, an empty one, any other', () => {
  const reason = (...paths: string[]) => {
    const folder = sorted(...paths);
    return folder.kind === 'refused' ? folder.reason : folder.kind;
  };
  expect(reason('dataset_dict.json', 'train/data-00000-of-00001.arrow')).toMatch(/saved by datasets.*to_parquet/);
  expect(reason('.DS_Store')).toMatch(/"mine" is empty/);
  expect(reason('a.png')).toMatch(/holds no data file \(the first one is "a\.png"\)/);
});

test('a data set is called after its files, what is pasted after its time', () => {
  expect(nameOfFiles([{ name: 'a' }])).toBe('a');
  expect(nameOfFiles([{ name: 'a' }, { name: 'b' }, { name: 'c' }])).toBe('a and 2 more');
  expect(pastedFile('x', new Date(2026, 0, 2, 3, 4, 5)).name).toBe('Pasted, 03:04:05');
});
