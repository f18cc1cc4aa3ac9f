/**
 * `npm run audit`: what is known of the dependencies. Fails where the lock file is not whole, a licence is not allowed, a Python
 * package has no single version, or the registry knows a hole of severity high or more in what production installs, or a signature that does
 * not fit. What could not be asked is said. Writes the list of all that production installs: test-results/sbom.cdx.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  licenceFaults,
  lockFaults,
  productionPackages,
  readAdvisories,
  readSignatures,
  unpinned,
} from './auditFindings.mjs';
import { projectRoot } from './program.mjs';

const impatient = ['--fetch-retries=0', '--fetch-timeout=30000'];

/** @param {string[]} args */
function npm(args) {
  const shell = process.platform === 'win32';
  const { stdout } = spawnSync('npm', args, { cwd: projectRoot, encoding: 'utf8', shell, maxBuffer: 2 ** 28 });
  return stdout ?? '';
}

/** @param {string} path */
const read = (path) => readFileSync(join(projectRoot, path), 'utf8');

/** @param {string} what @param {string[]} faults @param {string} good */
function told(what, faults, good) {
  console.log(`${what}: ${faults.length === 0 ? good : faults.join('; ')}`);
  return faults.length;
}

/** @param {string} what @param {import('./auditFindings.mjs').Answer} answer @param {string} good */
function answered(what, answer, good) {
  if (answer.asked) return told(what, answer.faults, good);
  console.log(`${what}: not asked, because the registry does not answer this (${answer.why})`);
  return 0;
}

function writeBill() {
  const text = npm(['sbom', '--omit=dev', '--sbom-format', 'cyclonedx']);
  mkdirSync(join(projectRoot, 'test-results'), { recursive: true });
  writeFileSync(join(projectRoot, 'test-results', 'sbom.cdx.json'), text);
  return JSON.parse(text).components.length;
}

function main() {
  const lock = JSON.parse(read('package-lock.json'));
  const count = productionPackages(lock).length;
  const faults =
    told('Lock file', lockFaults(lock), `${Object.keys(lock.packages).length - 1} packages, each with its digest`) +
    told('Licences', licenceFaults(lock), `${count} packages in production, all allowed`) +
    told('Install scripts', /^ignore-scripts=true$/m.test(read('.npmrc')) ? [] : ['.npmrc lets them run'], 'off') +
    told(
      'Python',
      ['trainer', 'deploy'].flatMap((part) => unpinned(read(`${part}/requirements.txt`))),
      'each package at one version',
    ) +
    answered(
      'Advisories',
      readAdvisories(npm(['audit', '--omit=dev', '--json', ...impatient])),
      'none of severity high',
    ) +
    answered('Signatures', readSignatures(npm(['audit', 'signatures', '--json', ...impatient])), 'all fit');
  console.log(`Bill of materials: test-results/sbom.cdx.json, ${writeBill()} packages`);
  return faults === 0 ? 0 : 1;
}

process.exitCode = main();
