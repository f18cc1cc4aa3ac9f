import { afterEach, expect, test, vi } from 'vitest';
import { openOpfs } from '../../../src/store/opfs/openOpfs';
import { opfsError } from '../../../src/store/opfs/opfsError';
import { folderClaims, put } from '../../engine/files/folderClaims';
import { RemoteFolder, startOpfsWorker } from './RemoteFolder';

let folders = 0;
const newName = () => `test-${crypto.randomUUID()}-${(folders += 1)}`;

folderClaims("the browser's private file system", () => RemoteFolder.open(startOpfsWorker(), newName()));

afterEach(() => vi.restoreAllMocks());

test('two workers read one file at once, rows too', async () => {
  const name = newName();
  const [one, other] = [
    await RemoteFolder.open(startOpfsWorker(), name),
    await RemoteFolder.open(startOpfsWorker(), name),
  ];
  await put(one, 'rows', Uint8Array.of(1, 2, 3, 4));
  const files = [await one.open('rows'), await other.open('rows')];
  for (const file of files) expect([...((await file?.readMany([2, 0], 2)) ?? [])]).toEqual([3, 4, 1, 2]);
});

test('a file that one worker writes is busy for another, and free again when that worker ends', async () => {
  const name = newName();
  const worker = startOpfsWorker();
  const [one, other] = [await RemoteFolder.open(worker, name), await RemoteFolder.open(startOpfsWorker(), name)];
  const writer = await one.write('weights', 'keep');
  await expect(other.write('weights', 'keep')).rejects.toMatchObject({ name: 'FileError', problem: 'busy' });
  await expect(other.remove('weights')).rejects.toMatchObject({ name: 'FileError', problem: 'busy' });
  await writer.close();
  await (await other.write('weights', 'keep')).close();
});

test('a file of a worker that was ended is free a moment later, and that moment is waited for', async () => {
  const name = newName();
  const worker = startOpfsWorker();
  const [one, other] = [await RemoteFolder.open(worker, name), await RemoteFolder.open(startOpfsWorker(), name)];
  const writer = await one.write('weights', 'keep');
  const waiting = other.write('weights', 'keep');
  await writer.close();
  await (await waiting).close();
});

test('the page reads what a worker wrote, has it as a Blob, and is told that it cannot write', async () => {
  const name = newName();
  await put(await RemoteFolder.open(startOpfsWorker(), name), 'weights', Uint8Array.of(5, 6));
  const folder = await openOpfs(name);
  const file = await folder.open('weights');
  expect([...((await file?.readMany([1, 0], 1)) ?? [])]).toEqual([6, 5]);
  expect(file?.handle).toBeInstanceOf(Blob);
  await expect(folder.write('weights', 'keep')).rejects.toMatchObject({ problem: 'unavailable' });
});

test('rows are read through a shared handle where the browser has one', async () => {
  const worker = startOpfsWorker();
  const folder = await RemoteFolder.open(worker, newName());
  await put(folder, 'rows', Uint8Array.of(1, 2));
  const file = await folder.open('rows');
  await file?.readMany([0], 1);
  await expect(folder.write('rows', 'keep')).rejects.toMatchObject({ problem: 'busy' });
  await file?.close();
  await (await folder.write('rows', 'keep')).close();
});

test('private browsing without files is said in words', async () => {
  vi.spyOn(StorageManager.prototype, 'getDirectory').mockRejectedValue(new DOMException('no', 'SecurityError'));
  await expect(openOpfs()).rejects.toMatchObject({
    name: 'FileError',
    problem: 'unavailable',
    message: expect.stringContaining('private browsing') as string,
  });
});

test.each([
  ['QuotaExceededError', 'full'],
  ['NoModificationAllowedError', 'busy'],
  ['InvalidStateError', 'busy'],
  ['NotAllowedError', 'unavailable'],
  ['SecurityError', 'unavailable'],
  ['AbortError', 'failed'],
])("the browser's %s is the problem %s", (name, problem) => {
  expect(opfsError(new DOMException('no', name), 'write "x"')).toMatchObject({ name: 'FileError', problem });
});
