import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idAt } from '../../../src/pairs/idBytes';
import { usualPlan } from '../../../src/queue/QueueOrder';
import { queueReasons } from '../../../src/queue/Queue';
import type { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import type { StatesProgress } from '../../../src/studio/models/States.svelte';
import { madeStored } from './MadeCheckpoints';
import { MadeRoom } from './MadeRoom';

const pairs = 40;
let room: MadeRoom;

beforeEach(async () => {
  room = new MadeRoom();
  room.checkpoints.stored = [madeStored()];
  await room.enter();
  await room.load(pairs);
});

afterEach(async () => {
  await room.studio.states.clear();
  await room.close();
});

const open = (): OpenDataSet => room.studio.open as OpenDataSet;
const rows = (count: number) => Array.from({ length: count }, (_, row) => row);

function stateOf(row: number, side: 'firstIds' | 'secondIds' = 'firstIds'): number[] | null {
  const state = room.studio.states.table()?.of(idAt(open().index[side], row));
  return state ? [...state] : null;
}

test('states of both responses are computed in portions, kept, and there again after a reload', async () => {
  const { states } = room.studio;
  expect(states.table()).toBeNull();
  const told: StatesProgress[] = [];
  const collected = await states.collect(open(), rows(30), (progress) => told.push(progress));
  expect(collected).toEqual({ done: 60, total: 60, beyond: 0, cancelled: false });
  expect(told.at(-1)).toEqual({ done: 60, total: 60 });
  expect(Math.max(...room.engine.hiddenAsked.map((ids) => ids.length))).toBeLessThanOrEqual(17);
  expect(states.table()).toMatchObject({ width: 3, size: 60 });
  expect([states.busy, states.progress]).toEqual([false, null]);
  const before = [stateOf(3), stateOf(29, 'secondIds')];
  await room.leave();
  await room.enter();
  expect(room.studio.states.table()).toBeNull();
  await room.studio.states.restore();
  expect([stateOf(3), stateOf(29, 'secondIds')]).toEqual(before);
  expect(stateOf(35)).toBeNull();
});

test('what is known is not computed again, and a response that is too long is left out', async () => {
  const { states } = room.studio;
  room.engine.tooLong = 1;
  await states.collect(open(), rows(4));
  expect(states.table()?.size).toBe(7);
  room.engine.hiddenAsked.length = 0;
  const again = await states.collect(open(), rows(5));
  expect(again).toMatchObject({ done: 10, total: 10 });
  expect(room.engine.hiddenAsked.flat()).toHaveLength(3);
});

test('removed, they are gone for the next visit too', async () => {
  const { states } = room.studio;
  await states.collect(open(), rows(4));
  await states.clear();
  expect(states.table()).toBeNull();
  expect(await states.restore()).toBeNull();
  await states.collect(open(), rows(1));
  expect(states.table()?.size).toBe(2);
});

test('cancelled, it ends after the portion that runs, and what is done stays', async () => {
  const { states } = room.studio;
  room.engine.holding = 'hidden';
  const collecting = states.collect(open(), rows(pairs));
  await vi.waitFor(() => expect(room.engine.hiddenAsked).toHaveLength(1));
  states.cancel();
  await room.engine.release();
  expect(await collecting).toMatchObject({ cancelled: true, total: 2 * pairs });
  expect(room.engine.hiddenAsked).toHaveLength(1);
  expect(states.table()?.size).toBe(room.engine.hiddenAsked[0]?.length);
});

test('states of another model never come under the key of this one', async () => {
  const { states, models } = room.studio;
  const other = models.available[1];
  if (!other) throw new Error('There is no second model.');
  room.engine.holding = 'hidden';
  const collecting = states.collect(open(), rows(pairs));
  collecting.catch(() => undefined);
  await vi.waitFor(() => expect(room.engine.hiddenAsked).toHaveLength(1));
  models.loadedModel = other;
  await room.engine.release();
  await expect(collecting).rejects.toThrow('Another model was loaded meanwhile');
  expect(states.error).toContain('Another model');
  models.loadedModel = models.active;
});

test('the view worker finds the neighbours of a judged pair by the kept states', async () => {
  const { studio } = room;
  await studio.states.collect(open(), rows(pairs));
  const queue = await studio.view.queue(open().dataSet.id, {
    ...{ ...usualPlan, order: 'neighbours', randomShare: 0, knownShare: 0, seed: 's', known: new Uint32Array() },
    ...{ statesKey: studio.models.rewardsKey, judged: [{ row: 5, p: 0.2 }], attributes: [], margins: null },
  });
  const near = Array.from(queue.rows).filter((_, at) => queueReasons[queue.reasons[at] ?? 0] === 'neighbour');
  // The pair itself is not judged in this made case, and nothing is more like it than itself.
  expect(near).toHaveLength(8);
  expect(near[0]).toBe(5);
  expect(near).toEqual(Array.from(queue.rows).slice(0, 8));
});
