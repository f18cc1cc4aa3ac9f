import { expect, test } from 'vitest';
import { writeIntoFolder } from '../../../src/studio/export/writeIntoFolder';

test('files written into a folder land in a new folder of it, whatever is there', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('picked', { create: true });
  const files = [{ path: 'data/a.txt', content: new Blob(['one']) }];
  expect(await writeIntoFolder(folder, 'set.jsonl', files)).toBe('set.jsonl');
  expect(await writeIntoFolder(folder, 'set.jsonl', files)).toBe('set.jsonl-2');
  const second = await (await folder.getDirectoryHandle('set.jsonl-2')).getDirectoryHandle('data');
  expect(await (await (await second.getFileHandle('a.txt')).getFile()).text()).toBe('one');
  await root.removeEntry('picked', { recursive: true });
});
