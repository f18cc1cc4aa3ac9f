import { expect, test } from 'vitest';
import { backedUp, mergedSetting, readBackedUp } from '../../src/pairs/backup/backedUpSettings';

const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
const here = new Map<string, unknown>([
  ['people', { client: 'Ada' }],
  ['revealed-pairs:0', [one]],
  ['others-seen-pairs:0', [other]],
]);

test('whose browsers are whose goes along, and never replaces what is said of them elsewhere', () => {
  const { settings } = readBackedUp(JSON.parse(JSON.stringify(backedUp(here))) as never);
  expect(settings).toEqual({ people: { client: 'Ada' } });
  expect(mergedSetting(null, settings['people'] ?? null)).toEqual({ client: 'Ada' });
  expect(mergedSetting({ client: 'Bo' }, settings['people'] ?? null)).toBeNull();
});

test("pairs on which others' verdicts were seen come back as seen: none of them is judged blind", () => {
  expect(backedUp(here).revealed.toSorted()).toEqual([one, other]);
});

test('rewards that files brought come back under their keys; what is here keeps its title', () => {
  const [mine, theirs] = [
    { key: 'scores:1', title: 'Mine' },
    { key: 'scores:2', title: 'Mine' },
  ];
  const { settings } = readBackedUp(
    JSON.parse(JSON.stringify(backedUp(new Map([['brought-models', [{ ...mine, title: 'Older' }, theirs]]])))) as never,
  );
  expect(mergedSetting([mine], settings['brought-models'] ?? null)).toEqual([mine, theirs]);
});
