/** Running other programs from the scripts: output passes through, signals are handed on. */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

// npm is a .cmd file on Windows, which only a shell can start; no argument here comes from outside.
const shellFor = { npm: process.platform === 'win32', npx: process.platform === 'win32' };

/**
 * Runs a program in the project's folder and waits.
 * @param {string} program
 * @param {string[]} args
 * @returns {number} its exit code
 */
export function runProgram(program, args) {
  const shell = shellFor[/** @type {keyof typeof shellFor} */ (program)] ?? false;
  const result = spawnSync(program, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/**
 * npm starts scripts through a shell that dies of a SIGTERM without handing it on: our parent is then another.
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 250).unref();
}

/**
 * Runs a program that serves until it is stopped, and ends this process as it ended.
 * @param {string} program
 * @param {string[]} args
 */
export function becomeProgram(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  if (process.env['npm_lifecycle_event']) endWithParent(child);
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
