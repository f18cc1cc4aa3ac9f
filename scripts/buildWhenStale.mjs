/** Builds the studio and the server, when a source is not the one that the last build saw. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runProgram } from './program.mjs';

const sources = ['src', 'workers', 'server', 'public', 'index.html', 'package.json', 'package-lock.json'];
const buildFiles = [
  'vite.config.ts',
  'vite.server.config.ts',
  'vite.serviceWorker.ts',
  'tsconfig.base.json',
  'tsconfig.json',
];
const products = ['dist/studio/index.html', 'dist/studio/service-worker.js', 'dist/server/assay.js'];

/** @param {string} path */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A digest of every source's name, size and time: the content itself would take as long as building. */
function sourceStamp() {
  const paths = [...sources, ...buildFiles].map((path) => join(projectRoot, path)).filter((path) => existsSync(path));
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Throws when the build fails. */
export function buildWhenStale() {
  const stampFile = join(projectRoot, 'dist', 'stamp');
  // Taken before building: a source that changes meanwhile makes the build stale again.
  const stamp = sourceStamp();
  const built = products.every((product) => existsSync(join(projectRoot, product)));
  if (built && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Building the studio ...');
  if (runProgram('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn']) !== 0)
    throw new Error('The build failed: its reason stands above.');
  writeFileSync(stampFile, stamp);
}
