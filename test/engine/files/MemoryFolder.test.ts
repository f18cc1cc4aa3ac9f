import { expect, test } from 'vitest';
import { MemoryFolder } from '../../../src/engine/files/MemoryFolder';
import { folderClaims, get } from './folderClaims';

folderClaims('memory', async () => new MemoryFolder());

test('a full folder says so and keeps what it has; what is removed gives its room back', async () => {
  const folder = new MemoryFolder('small', 4);
  const writer = await folder.write('a', 'keep');
  await writer.write(Uint8Array.of(1, 2, 3), 0);
  await expect(writer.write(Uint8Array.of(4, 5), 3)).rejects.toMatchObject({ name: 'FileError', problem: 'full' });
  expect(await get(folder, 'a')).toEqual([1, 2, 3]);
  await writer.close();
  await folder.remove('a');
  const again = await (await folder.folder('inner')).write('b', 'keep');
  await again.write(Uint8Array.of(1, 2, 3, 4), 0);
  expect(again.size).toBe(4);
});
