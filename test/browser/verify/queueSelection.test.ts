import { expect, test } from 'vitest';
import { usualPlan } from '../../../src/queue/QueueOrder';
import { QueueSelection, type QueueSelectionData } from '../../../src/studio/verify/QueueSelection.svelte';
import { memoryDataSet } from '../pairs/memoryDataSet';

const open = memoryDataSet(10);
const some: QueueSelectionData = {
  ...{ rows: Uint32Array.of(2, 5), words: 'Only A against the label', tellsLabel: false, address: { b: '2' } },
};

/** What one visit leaves for the next one. */
function memoryStore(kept = new Map<string, unknown>()) {
  return {
    kept,
    setting: <Value>(name: string) => Promise.resolve((kept.get(name) ?? null) as Value | null),
    putSetting: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    removeSetting: (name: string) => Promise.resolve(void kept.delete(name)),
  };
}

test('a selection is kept for the next visit until it is left', async () => {
  const store = memoryStore();
  await new QueueSelection(store, open).choose(some);
  const later = new QueueSelection(store, open);
  await later.restore();
  expect(later.current).toEqual(some);
  await later.leave();
  expect([later.current, store.kept.size]).toEqual([null, 0]);
});

test('in a selection nothing is mixed in and the order is random; without one the plan is as it was', async () => {
  const selection = new QueueSelection(memoryStore(), open);
  expect(selection.plan(usualPlan)).toEqual(usualPlan);
  await selection.choose(some);
  expect(selection.plan(usualPlan)).toEqual({
    ...{ order: 'random', models: null, randomShare: 0, repeatShare: 0, knownShare: 0 },
  });
});

test('only pairs that were selected by something that tells their label count as told', async () => {
  const selection = new QueueSelection(memoryStore(), open);
  await selection.choose(some);
  expect(selection.tellsLabel(open.pairId(2))).toBe(false);
  await selection.choose({ ...some, tellsLabel: true });
  expect([2, 5, 6].map((row) => selection.tellsLabel(open.pairId(row)))).toEqual([true, true, false]);
});

test.each([
  [null],
  ['text'],
  [{ ...some, rows: [2, 5] }],
  [{ ...some, rows: Uint32Array.of(10) }],
  [{ rows: some.rows }],
])('what is kept in another shape, or names rows that there are not, is no selection: %j', async (kept) => {
  const selection = new QueueSelection(memoryStore(new Map([['queue-selection:made', kept]])), open);
  await selection.restore();
  expect(selection.current).toBeNull();
});

test('a selection that could not be kept is not the queue', async () => {
  const full = { ...memoryStore(), putSetting: () => Promise.reject(new Error('The disk is full.')) };
  const selection = new QueueSelection(full, open);
  await expect(selection.choose(some)).rejects.toThrow('full');
  expect(selection.current).toBeNull();
});
