import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hubRoom, pureRooms } from './importRules';
import { foreignNames } from './pureNames';

const src = fileURLToPath(new URL('../../src', import.meta.url));

function filesOf(rooms: string[]): string[] {
  const folders = rooms.map((room) => join(src, room)).filter((folder) => existsSync(folder));
  const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('the pure folders use no name of the DOM, of Node or of a worker', () => {
  const found = foreignNames(filesOf(pureRooms)).filter((name) => !name.startsWith(join(src, hubRoom)));
  expect(found).toEqual([]);
}, 60_000);

test('the hub uses timers and none of those names: fetch is given to it', () => {
  expect(foreignNames(filesOf([hubRoom]), [], ['setTimeout', 'clearTimeout'])).toEqual([]);
}, 60_000);

test('a name of the DOM, of Node or of a worker is found, a local variable of the same name is not', () => {
  const bad = [
    'document.title',
    'window',
    'navigator.gpu',
    'indexedDB.open("x")',
    'localStorage',
    'process.env',
    'Buffer.from([])',
    'self',
    'fetch("x")',
  ];
  const extra = bad.map((text, index) => ({ path: `/bad${String(index)}.ts`, text: `export const x = ${text};` }));
  const good = {
    path: '/good.ts',
    text: 'export const f = (document: string, process: number) => [document, process, new TextEncoder()];',
  };
  const names = foreignNames([], [...extra, good]).map((found) => found.split(': ')[1]);
  expect(names).toEqual([
    'document',
    'window',
    'navigator',
    'indexedDB',
    'localStorage',
    'process',
    'Buffer',
    'self',
    'fetch',
  ]);
}, 60_000);
