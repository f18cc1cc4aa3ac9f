import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isInstalled } from '../../scripts/installWhenStale.mjs';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, LockedPackage>;
}

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

const manifest = JSON.parse(read('package.json')) as Manifest & { allowScripts: Record<string, boolean> };
const lock = JSON.parse(read('package-lock.json')) as Lock;
const wanted = { ...manifest.dependencies, ...manifest.devDependencies };

function locked(name: string): string[] {
  return Object.keys(lock.packages).filter(
    (path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
  );
}

test('every version is exact', () => {
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lock file holds the very versions that package.json names', () => {
  const different = Object.entries(wanted).filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(different).toEqual([]);
});

test.each(['onnxruntime-web', 'onnxruntime-node', 'onnxruntime-common', 'svelte', 'vite'])(
  'there is one %s in the tree',
  (name) => {
    expect(locked(name)).toHaveLength(1);
  },
);

test('the lock file names no host: packages come from the registry that npm is told to use', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test('the lock file is whole: everything in it has a version and a digest', () => {
  const broken = Object.entries(lock.packages).filter(
    ([path, { version, integrity }]) => path !== '' && !(version && integrity),
  );
  expect(broken).toEqual([]);
});

test('the lock file has every platform: what a package may have on another system is in it too', () => {
  const optional = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(optional.length).toBeGreaterThan(0);
  expect(optional.filter((name) => locked(name).length === 0)).toEqual([]);
});

test('every package with an install script is refused by name', () => {
  const names = Object.entries(lock.packages).flatMap(([path, entry]) =>
    entry.hasInstallScript ? path.split('node_modules/').slice(-1) : [],
  );
  expect(names.filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});

test('docs/dependencies.md says for every package why it is here, and for nothing else', () => {
  const explained = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| \S.+ \|$/gm)].map((match) => match[1]);
  expect([...explained].sort()).toEqual(Object.keys(wanted).sort());
});

test('an install is stale when a package is missing or another version, not when an optional one is', () => {
  const one = { version: '1.0.0', integrity: 'sha512-a' };
  const wantedLock = { packages: { '': {}, 'node_modules/a': one, 'node_modules/b': { ...one, optional: true } } };
  expect(isInstalled(wantedLock, { packages: { 'node_modules/a': one } })).toBe(true);
  expect(isInstalled(wantedLock, { packages: {} })).toBe(false);
  expect(isInstalled(wantedLock, { packages: { 'node_modules/a': { ...one, version: '1.0.1' } } })).toBe(false);
  expect(isInstalled(wantedLock, null)).toBe(false);
});
