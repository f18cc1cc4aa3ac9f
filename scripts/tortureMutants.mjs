import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './importTypeScript.mjs';
import { projectRoot } from './program.mjs';

/** Histories after which a broken code counts as not seen. */
const histories = '400';
const longestMs = 600_000;

/**
 * Breaks the code on purpose, one way after the other, and runs histories over each.
 * @param {string} seed @param {string[]} names those whose name has one of these; all where there is none
 * @returns {Promise<number>} how many were not seen
 */
export async function tortureMutants(seed, names) {
  const { mutants } = await importTypeScript('test/torture/mutants/mutants.ts');
  const { makeMutant } = await importTypeScript('test/torture/mutants/makeMutant.ts');
  const folder = join(projectRoot, 'node_modules', '.cache', `assay-mutants-${process.pid}`);
  let unseen = 0;
  for (const mutant of mutants) {
    if (names.length > 0 && !names.some((name) => mutant.name.includes(name))) continue;
    makeMutant(projectRoot, folder, mutant);
    const seen = run(folder, seed);
    rmSync(folder, { recursive: true, force: true });
    if (seen === null) unseen++;
    console.log(`${seen === null ? 'NOT SEEN' : 'seen'}: code that ${mutant.name}${seen === null ? '' : `: ${seen}`}`);
  }
  return unseen;
}

/**
 * What of a broken code was seen; null where nothing was.
 * @param {string} folder @param {string} seed
 */
function run(folder, seed) {
  const program = join(projectRoot, 'scripts', 'tortureHistories.mjs');
  const options = /** @type {const} */ ({ encoding: 'utf8', timeout: longestMs });
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, folder, 'sqlite', histories, seed], options);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (status === 0 && last.startsWith('{')) {
    const { broken, histories: lived } = JSON.parse(last);
    return broken === null ? null : `after ${lived} histories, ${broken.slice(0, 160)}`;
  }
  const message = stderr.split('\n').find((line) => /Error:/.test(line)) ?? `it ended with ${status}`;
  return `it does not start: ${message.trim().slice(0, 160)}`;
}
