/** Installs the packages of package-lock.json, when what is installed is not what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runProgram } from './program.mjs';

const oldestNode = [20, 19];

/** @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lock */

/** Ends with one sentence when this Node is too old. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`Assay needs Node ${oldestNode.join('.')} or newer; this is Node ${version}.`);
  process.exit(1);
}

/**
 * @param {string} path
 * @returns {Lock | null}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Whether every package that is wanted is installed. Optional ones are for other machines, perhaps.
 * @param {Lock} wanted package-lock.json
 * @param {Lock | null} installed npm's own record in node_modules
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.optional) return true;
    const found = installed?.packages[path];
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
}

/** Throws when npm fails. */
export function installWhenStale() {
  const wanted = readLock(join(projectRoot, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing: take it from the repository again.');
  if (isInstalled(wanted, readLock(join(projectRoot, 'node_modules', '.package-lock.json')))) return;
  console.log('Installing packages ...');
  if (runProgram('npm', ['ci', '--no-audit', '--no-fund']) !== 0)
    throw new Error('npm ci failed: its reason stands above.');
}
