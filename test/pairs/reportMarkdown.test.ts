import { expect, test } from 'vitest';
import type { ImportReport } from '../../src/pairs/ImportReport';
import { rejectedCount, reportJson, reportMarkdown } from '../../src/pairs/reportMarkdown';

const report: ImportReport = {
  file: 'a|b.jsonl',
  format: 'TRL',
  rows: 1204,
  kept: 1200,
  items: 1200,
  pairs: 1200,
  duplicates: 1,
  conflicts: 0,
  ties: 3,
  unlabelled: 0,
  sameResponses: 0,
  alsoIn: [],
  files: [],
  rejected: [{ file: 'a|b.jsonl', line: 7, reason: 'no "chosen"', sample: '<img src=x onerror=alert(1)>\n| x |' }],
  rejectedBeyond: 2,
};

const dataSet = { name: 'a|b.jsonl', importedAt: '2026-01-01T00:00:00Z', attribution: null, report };
const fileReport = { format: 'TRL', bytes: 2048, rows: 600, kept: 598, duplicates: 1, conflicts: 0, rejected: 1 };
const full = {
  ...dataSet,
  attribution: 'owner/name at 1234567, mit',
  report: {
    ...report,
    sameResponses: 4,
    alsoIn: [{ dataSet: 'x', name: 'older | set', pairs: 12, conflicts: 2 }],
    files: [
      { file: 'a.jsonl', ...fileReport },
      { file: 'b|c.parquet', ...fileReport },
    ],
  },
};

test('the report counts listed and unlisted rejected rows', () => {
  expect(rejectedCount(report)).toBe(3);
  expect(reportMarkdown(dataSet)).toContain('2 more rejected rows are not listed');
});

test('text from the file stays text inside the table', () => {
  const line = reportMarkdown(dataSet)
    .split('\n')
    .find((candidate) => candidate.includes('| 7 |'));
  expect(line).toBe('| a\\|b.jsonl | 7 | no "chosen" | \\<img src=x onerror=alert(1)\\> \\| x \\| |');
});

test('of several files the report says what became of each, and what other data sets hold already', () => {
  const text = reportMarkdown(full);
  expect(text).toContain('Source: owner/name at 1234567, mit');
  expect(text).toContain('| same response twice | 4 |');
  expect(text).toContain('| b\\|c.parquet | TRL | 2,048 | 600 | 598 | 1 | 0 | 1 |');
  expect(text).toContain('| older \\| set | 12 | 2 |');
  expect(reportMarkdown(dataSet)).not.toMatch(/By file|other data sets/);
});

test('the report as JSON holds all of it, with what it is a report of', () => {
  const { name, importedAt, attribution, report: inside } = full;
  expect(JSON.parse(reportJson(full))).toEqual({ name, importedAt, attribution, ...inside });
});
