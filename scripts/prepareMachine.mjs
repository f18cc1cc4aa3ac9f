/** What the tests need beyond npm packages: a browser, and the trainer's Python. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumMissing, findChromium } from './chromium.mjs';
import { projectRoot, runProgram } from './program.mjs';

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** The browser's program; Debian's package is installed when there is none and this user may. Throws with what to install. */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  if (!process.env['CHROME_PATH'] && isDebianRoot()) {
    console.log('Installing Chromium ...');
    runProgram('apt-get', ['update', '-qq']);
    runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(chromiumMissing);
}

/** Makes trainer/.venv when it is missing or older than its requirements; trainer/prepare.sh decides. Throws when that fails. */
export function prepareTrainer() {
  if (runProgram('bash', [join('trainer', 'prepare.sh')]) !== 0) {
    throw new Error('trainer/.venv could not be made: its reason stands above.');
  }
}

/** Installs Schemathesis, as trainer/schemathesis/requirements.txt says; its prepare.sh decides. Throws when that fails. */
export function prepareSchemathesis() {
  if (runProgram('bash', [join('trainer', 'schemathesis', 'prepare.sh')]) !== 0) {
    throw new Error('trainer/schemathesis/.venv could not be made: its reason stands above.');
  }
}

/** The Python of trainer/.venv. */
export function trainerPython() {
  const windows = process.platform === 'win32';
  return join(projectRoot, 'trainer', '.venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');
}
