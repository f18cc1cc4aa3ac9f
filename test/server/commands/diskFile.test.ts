import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskFile } from '../../../server/commands/data/DiskFile';
import { readBytes } from '../../../src/pairs/ByteSource';

let folder: string;
let path: string;
let file: DiskFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-disk-'));
  path = join(folder, 'rows.jsonl');
  await writeFile(path, '0123456789');
  file = await DiskFile.open({ path, name: 'rows.jsonl', isNamed: true });
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true, force: true });
});

const textAt = async (from: number, to: number) => Buffer.from(await readBytes(file, from, to)).toString();

test('gives any range, and nothing beyond its end', async () => {
  expect([await textAt(0, 3), await textAt(8, 99), await textAt(20, 30)]).toEqual(['012', '89', '']);
});

test.each([
  ['is written to', () => appendFile(path, 'more')],
  ['is cut', () => truncate(path, 4)],
  ['is written anew with the same length', () => writeFile(path, '9876543210')],
])('a file that %s while it is read is noticed, and nothing of the new state is given', async (_, change) => {
  expect(await textAt(0, 3)).toBe('012');
  await change();
  await expect(textAt(3, 6)).rejects.toThrow('rows.jsonl was changed while it was read');
});

test('a folder is no file', async () => {
  await expect(DiskFile.open({ path: folder, name: 'folder', isNamed: true })).rejects.toThrow('is no file');
});
