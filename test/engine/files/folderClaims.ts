import { describe, expect, test } from 'vitest';
import { FileError } from '../../../src/engine/files/FileError';
import type { FileFolder } from '../../../src/engine/files/FileFolder';

const bytes = (...values: number[]) => Uint8Array.from(values);

export async function put(folder: FileFolder, name: string, content: Uint8Array): Promise<void> {
  const writer = await folder.write(name, 'empty');
  await writer.write(content, 0);
  await writer.flush();
  await writer.close();
}

export async function get(folder: FileFolder, name: string): Promise<number[] | null> {
  const file = await folder.open(name);
  const content = file && [...(await file.read(0, file.size))];
  await file?.close();
  return content;
}

async function problemOf(task: () => Promise<unknown>): Promise<string> {
  const error: unknown = await task().catch((reason: unknown) => reason);
  if (!(error instanceof FileError)) throw new Error(`no FileError: ${String(error)}`);
  return error.problem;
}

/** What every folder promises, wherever it lies. @param start an empty folder, another one each time */
export function folderClaims(kind: string, start: () => Promise<FileFolder>): void {
  describe(`a folder in ${kind}`, () => {
    test('gives back what was written, whole and in ranges; past the end there is nothing', async () => {
      const folder = await start();
      await put(folder, 'a.bin', bytes(1, 2, 3, 4, 5));
      const file = await folder.open('a.bin');
      expect(file?.size).toBe(5);
      expect([...((await file?.read(1, 3)) ?? [])]).toEqual([2, 3]);
      expect([...((await file?.read(3, 99)) ?? [])]).toEqual([4, 5]);
      expect([...((await file?.read(9, 12)) ?? [])]).toEqual([]);
      await file?.close();
    });

    test('reads rows by their starts, and refuses a row that the file does not hold', async () => {
      const folder = await start();
      await put(folder, 'rows', bytes(0, 1, 2, 3, 4, 5, 6, 7));
      const file = await folder.open('rows');
      expect([...((await file?.readMany([6, 0, 2, 0], 2)) ?? [])]).toEqual([6, 7, 0, 1, 2, 3, 0, 1]);
      expect(await problemOf(async () => await file?.readMany([7], 2))).toBe('failed');
      await file?.close();
    });

    test('can be read by two at once', async () => {
      const folder = await start();
      await put(folder, 'shared', bytes(1, 2, 3, 4));
      const [one, other] = [await folder.open('shared'), await folder.open('shared')];
      expect([...((await one?.readMany([0], 2)) ?? [])]).toEqual([1, 2]);
      expect([...((await other?.readMany([2], 2)) ?? [])]).toEqual([3, 4]);
      await one?.close();
      await other?.close();
    });

    test('goes on with a file or drops it, as asked, and writes past its end', async () => {
      const folder = await start();
      await put(folder, 'log', bytes(1, 2));
      const more = await folder.write('log', 'keep');
      expect(more.size).toBe(2);
      await more.write(bytes(9), 3);
      expect(more.size).toBe(4);
      await more.close();
      expect(await get(folder, 'log')).toEqual([1, 2, 0, 9]);
      await (await folder.write('log', 'empty')).close();
      expect(await get(folder, 'log')).toEqual([]);
    });

    test('has one writer of a file at a time, and says that it is busy', async () => {
      const folder = await start();
      const writer = await folder.write('one', 'keep');
      expect(await problemOf(() => folder.write('one', 'keep'))).toBe('busy');
      await writer.close();
      await (await folder.write('one', 'keep')).close();
    });

    test('lists files and folders, and has nothing where nothing was written', async () => {
      const folder = await start();
      expect(await folder.list()).toEqual([]);
      expect(await folder.open('none')).toBeNull();
      await put(folder, 'file', bytes(1));
      await put(await folder.folder('inner'), 'deep', bytes(2));
      expect((await folder.list()).map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
        'file file',
        'folder inner',
      ]);
      expect(await get(await folder.folder('inner'), 'deep')).toEqual([2]);
    });

    test('removes files and folders with all that they hold, and does not mind what is not there', async () => {
      const folder = await start();
      await put(folder, 'file', bytes(1));
      await put(await folder.folder('inner'), 'deep', bytes(2));
      for (const name of ['file', 'inner', 'never']) await folder.remove(name);
      expect(await folder.list()).toEqual([]);
      expect(await get(await folder.folder('inner'), 'deep')).toBeNull();
    });

    test('moves a file into another folder, in the place of one of that name', async () => {
      const folder = await start();
      const [from, to] = [await folder.folder('from'), await folder.folder('to')];
      await put(from, 'weights', bytes(7, 7));
      await put(to, 'weights', bytes(1, 2, 3));
      await from.move('weights', to);
      expect(await get(to, 'weights')).toEqual([7, 7]);
      expect(await from.list()).toEqual([]);
      expect(await problemOf(() => from.move('weights', to))).toBe('failed');
    });

    test.each(['..', '.', '', 'a/b', '../a', 'a\\b', 'ä', 'a b', 'a\u0000', 'x'.repeat(201)])(
      'refuses the name %j in every call',
      async (name) => {
        const folder = await start();
        const calls = [
          () => folder.open(name),
          () => folder.write(name, 'keep'),
          () => folder.folder(name),
          () => folder.remove(name),
          () => folder.move(name, folder),
        ];
        for (const call of calls) expect(await problemOf(call)).toBe('failed');
        expect(await folder.list()).toEqual([]);
      },
    );

    test('runs tasks of one name one after another, also after one that failed, and other names beside', async () => {
      const folder = await start();
      const seen: string[] = [];
      const task = (name: string) => async () => {
        seen.push(`${name} starts`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(`${name} ends`);
        if (name === 'bad') throw new Error('bad');
        return name;
      };
      const results = await Promise.allSettled(
        ['bad', 'good', 'last'].map((name) => folder.exclusive('t', task(name))),
      );
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect(seen).toEqual(['bad starts', 'bad ends', 'good starts', 'good ends', 'last starts', 'last ends']);
      const outer = folder.exclusive('a', () => folder.exclusive('b', async () => 'both'));
      expect(await outer).toBe('both');
      expect((await folder.list()).filter(({ kind }) => kind === 'file')).toEqual([]);
    });
  });
}
