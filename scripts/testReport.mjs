/** How many tests of a step passed and failed, read from the report its runner wrote. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * The counts of vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure.
 * @param {string} text
 * @returns {Counts}
 */
export function vitestCounts(text) {
  const report = JSON.parse(text);
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}

/**
 * The counts of pytest's JUnit report.
 * @param {string} text
 * @returns {Counts}
 */
export function junitCounts(text) {
  const suite = /<testsuite\s[^>]*>/.exec(text)?.[0] ?? '';
  const count = (/** @type {string} */ name) => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed };
}

/**
 * The counts of a step that has ended: what its report says, and never a success where its exit code says failure.
 * @param {string | null} report path of the report, null for a step that runs no tests
 * @param {number} exitCode
 * @returns {Counts}
 */
export function stepCounts(report, exitCode) {
  let counts = { passed: 0, failed: 0 };
  try {
    if (report) counts = (report.endsWith('.xml') ? junitCounts : vitestCounts)(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`The report ${report} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
