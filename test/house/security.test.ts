import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const filesBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What stands in the page as code. */
const named = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '');

test('every path and every test that docs/security.md names is there', () => {
  const paths = named.filter((text) => /^(?:src|server|test|deploy|docs)\//.test(text));
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const tests = new Set(filesBelow('test').map((path) => basename(path)));
  const namedTests = named.filter((text) => /^\w+\.test\.ts$/.test(text));
  expect(namedTests.length).toBeGreaterThan(20);
  expect(namedTests.filter((name) => !tests.has(name))).toEqual([]);
});

test('every function that docs/security.md names is in the code', () => {
  const code = ['src', 'server', 'test/browser/sanitiser']
    .flatMap(filesBelow)
    .filter((path) => /\.(?:ts|svelte)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const functions = named.filter((text) =>
    /^[a-zA-Z]+[A-Z]\w*(?:\.\w+)?$|^(?:sanitise|finish|guard|inflated)$/.test(text),
  );
  expect(functions.length).toBeGreaterThan(25);
  expect(functions.filter((name) => !new RegExp(`\\b${name.split('.').at(-1) ?? ''}\\b`).test(code))).toEqual([]);
});

test('the server starts no other program, and nothing is evaluated from text', () => {
  const sources = ['src', 'server', 'workers'].flatMap(filesBelow).filter((path) => /\.(?:ts|svelte)$/.test(path));
  const guilty = sources.filter((path) =>
    /child_process|\bnew Function\(|(?<![\w.])eval\(|node:vm/.test(readFileSync(path, 'utf8')),
  );
  expect(guilty).toEqual([]);
});
