/**
 * `npm test`: everything that must hold, from a bare checkout. `npm test -- --only node` runs one part (repeatable). The last line
 * says how many tests passed and failed, over all runners.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './buildWhenStale.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';
import { prepareSchemathesis, prepareTrainer, requireChromium, trainerPython } from './prepareMachine.mjs';
import { projectRoot, runProgram } from './program.mjs';
import { stepCounts } from './testReport.mjs';

const reports = join(projectRoot, 'test-results');

/** @param {string} project */
function vitestStep(project, prepare = () => {}) {
  const report = join(reports, `${project}.json`);
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  return { name: project, report, prepare, run: () => runProgram('npx', args) };
}

function useChromium() {
  process.env['CHROME_PATH'] = requireChromium();
}

function prepareEndToEnd() {
  useChromium();
  prepareTrainer();
  buildWhenStale();
}

function trainerStep() {
  const report = join(reports, 'trainer.xml');
  const args = ['-m', 'pytest', '-q', 'trainer/tests', `--junitxml=${report}`];
  return { name: 'trainer', report, prepare: prepareTrainer, run: () => runProgram(trainerPython(), args) };
}

/** @param {string} name */
function npmStep(name) {
  return { name, report: null, prepare: () => {}, run: () => runProgram('npm', ['run', '--silent', name]) };
}

const steps = [
  npmStep('check'),
  npmStep('lint'),
  npmStep('audit'),
  npmStep('lint:deploy'),
  vitestStep('node', prepareSchemathesis),
  { name: 'build', report: null, prepare: () => {}, run: () => (buildWhenStale(), 0) },
  vitestStep('browser', useChromium),
  vitestStep('e2e', prepareEndToEnd),
  trainerStep(),
];

/** @param {(typeof steps)[number]} step */
function exitCodeOf(step) {
  console.log(`\n== ${step.name}`);
  try {
    step.prepare();
    return step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** @param {typeof steps} chosen */
function runSteps(chosen) {
  const total = { passed: 0, failed: 0 };
  for (const step of chosen) {
    const exitCode = exitCodeOf(step);
    const counts = stepCounts(step.report, exitCode);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (exitCode !== 0) return { ...total, exitCode, failedStep: step.name };
  }
  return { ...total, exitCode: 0, failedStep: null };
}

function main() {
  requireNode();
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = steps.map(({ name }) => name);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}": the parts are ${names.join(', ')}.`);
    return 2;
  }
  installWhenStale();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const result = runSteps(steps.filter(({ name }) => values.only?.includes(name) ?? true));
  if (result.failedStep)
    console.log(`\nThe part "${result.failedStep}" failed: npm test -- --only ${result.failedStep}`);
  console.log(`\n${result.passed} passed, ${result.failed} failed`);
  return result.exitCode;
}

process.exitCode = main();
