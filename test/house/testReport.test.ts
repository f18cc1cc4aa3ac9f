import { expect, test } from 'vitest';
import { junitCounts, stepCounts, vitestCounts } from '../../scripts/testReport.mjs';

test("vitest's report gives its counts; a file that could not be loaded is a failure", () => {
  const loaded = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
  const broken = { status: 'failed', assertionResults: [] };
  const report = { numPassedTests: 7, numFailedTests: 1, testResults: [loaded, broken] };
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 7, failed: 2 });
});

test("pytest's report gives its counts; errors are failures, and skipped tests neither passed nor failed", () => {
  const report =
    '<testsuites name="x"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.0">';
  expect(junitCounts(report)).toEqual({ passed: 4, failed: 3 });
});

test('a step that failed without a report is never counted as a success', () => {
  expect(stepCounts(null, 1)).toEqual({ passed: 0, failed: 1 });
  expect(stepCounts('/nowhere/report.json', 2)).toEqual({ passed: 0, failed: 1 });
  expect(stepCounts(null, 0)).toEqual({ passed: 0, failed: 0 });
});
