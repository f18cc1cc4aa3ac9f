import { expect, test } from 'vitest';
import type { ColumnMapping } from '../../../src/pairs/ColumnMapping';
import { draftOf, emptyDraft, mappingOf } from '../../../src/studio/load/mappingDraft';
import { mappingKey } from '../../../src/studio/load/mappingKey';

const ranked: ColumnMapping = { kind: 'ranked', prompt: 'q', chosen: 'good', rejected: 'bad', source: null };
const compared: ColumnMapping = {
  kind: 'compared',
  prompt: null,
  first: 'a',
  second: 'b',
  label: { column: 'winner', first: '1', second: '2', tie: '' },
  source: 'set',
};

test.each([ranked, compared, { ...compared, label: null }])(
  'a mapping comes back from its draft unchanged',
  (mapping) => {
    expect(mappingOf(draftOf(mapping))).toEqual({ mapping });
  },
);

test('a draft says what it still lacks', () => {
  expect(mappingOf(emptyDraft)).toHaveProperty('lacks');
  expect(mappingOf({ ...draftOf(ranked), worse: 'good' })).toHaveProperty('lacks');
  expect(mappingOf({ ...draftOf(compared), second: 'a' })).toHaveProperty('lacks');
  expect(mappingOf({ ...draftOf(compared), labelSecond: '' })).toHaveProperty('lacks');
  expect(mappingOf({ ...draftOf(compared), labelSecond: '1' })).toHaveProperty('lacks');
});

test('files with the same columns in any order share a mapping, and no others do', () => {
  expect(mappingKey(['a', 'b'])).toBe(mappingKey(['b', 'a']));
  expect(mappingKey(['a', 'b'])).not.toBe(mappingKey(['a,b']));
  expect(mappingKey(['a"', 'b'])).not.toBe(mappingKey(['a', '"b']));
});
