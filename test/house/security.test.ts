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

const sources = ['src', 'server', 'workers'].flatMap(filesBelow).filter((path) => /\.(?:ts|svelte)$/.test(path));
const sourcesWith = (pattern: RegExp): string[] => sources.filter((path) => pattern.test(readFileSync(path, 'utf8')));

test('nothing is evaluated from text', () => {
  expect(sourcesWith(/\bnew Function\(|(?<![\w.])eval\(|node:vm/)).toEqual([]);
});

test('the engines of training alone start other programs, by a list of arguments and never through a shell', () => {
  const starting = sourcesWith(/child_process/);
  expect(starting.filter((path) => !path.includes('/server/training/'))).toEqual([]);
  expect(starting.length).toBeGreaterThan(0);
  const shells = /import \{[^}]*\b(?:exec|execSync)\b[^}]*\} from 'node:child_process'|\bshell:\s*(?!false)/;
  expect(starting.filter((path) => shells.test(readFileSync(path, 'utf8')))).toEqual([]);
});

test('no request reaches an engine of training: the commands alone do', () => {
  const using = sourcesWith(/from '[./]+\/training\//);
  expect(using.filter((path) => !/\/server\/(?:training|curation|commands)\//.test(path))).toEqual([]);
  const serving = sourcesWith(/from '[./]+\/curation\/(?:models|machines|plan\/(?!planFolders'))/);
  expect(serving.filter((path) => !/\/(?:server\/(?:curation|commands)|src)\//.test(path))).toEqual([]);
});
