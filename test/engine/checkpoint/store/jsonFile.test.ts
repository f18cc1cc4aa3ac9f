import { expect, test } from 'vitest';
import { readJsonFile, writeJsonFile } from '../../../../src/engine/checkpoint/stored/jsonFile';
import { FileError } from '../../../../src/engine/files/FileError';
import { MemoryFolder } from '../../../../src/engine/files/MemoryFolder';
import { put } from '../../files/folderClaims';

const text = (value: string) => new TextEncoder().encode(value);

test('a file that another tab is just writing is read again', async () => {
  for (const broken of [text(''), text('{"a')]) {
    const folder = new MemoryFolder();
    await put(folder, 'j', broken);
    const reading = readJsonFile(folder, 'j');
    await writeJsonFile(folder, 'j', { a: 1 });
    expect(await reading).toEqual({ a: 1 });
  }
});

test('a file that changes while it is read is read again; one that cannot be read at all is an error, not a missing file', async () => {
  const folder = new MemoryFolder();
  await writeJsonFile(folder, 'j', { a: 1 });
  const { open } = MemoryFolder.prototype;
  let failures = 2;
  folder.open = (name) =>
    (failures -= 1) < 0 ? open.call(folder, name) : Promise.reject(new FileError('failed', 'it changed'));
  expect(await readJsonFile(folder, 'j')).toEqual({ a: 1 });
  failures = 3;
  await expect(readJsonFile(folder, 'j')).rejects.toThrow('it changed');
});

test('a file that stays cut, or holds no object, is as good as none', async () => {
  const folder = new MemoryFolder();
  for (const content of ['{"a', '[1]', 'null', '']) {
    await put(folder, 'j', text(content));
    expect(await readJsonFile(folder, 'j')).toBeNull();
  }
});
