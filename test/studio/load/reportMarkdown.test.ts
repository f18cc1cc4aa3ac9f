import { expect, test } from 'vitest';
import type { ImportReport } from '../../../src/pairs/ImportReport';
import { rejectedCount, reportMarkdown } from '../../../src/studio/load/reportMarkdown';

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

test('the report counts listed and unlisted rejected rows', () => {
  expect(rejectedCount(report)).toBe(3);
  expect(reportMarkdown(report, '2026-01-01T00:00:00Z')).toContain('2 more rejected rows are not listed');
});

test('text from the file stays text inside the table', () => {
  const text = reportMarkdown(report, '2026-01-01T00:00:00Z');
  const line = text.split('\n').find((candidate) => candidate.startsWith('| 7 |'));
  expect(line).toBe('| 7 | no "chosen" | \\<img src=x onerror=alert(1)\\> \\| x \\| |');
});
