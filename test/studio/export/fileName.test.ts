import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from '../../../src/studio/export/fileName';

test('a data set gives its files its name', () => {
  expect(fileName('helpdesk prefs.jsonl')).toBe('helpdesk-prefs');
  expect(fileName('pandalm-40.json')).toBe('pandalm-40');
  expect(fileName('v1.2')).toBe('v1.2');
  expect(fileName('日本語.csv')).toBe('日本語');
});

test('no name leads out of a folder, hides a file or is empty', () => {
  expect(fileName('../../etc/passwd')).toBe('etc-passwd');
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(fileName(name)).toMatch(/^[^./\\:*?"<>|\s-][^/\\:*?"<>|\s]*$/);
    }),
  );
});
