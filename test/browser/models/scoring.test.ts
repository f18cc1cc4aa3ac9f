import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoredCheckpoint } from '../../../src/engine/checkpoint/checkpointsContract';
import { storedModel, type Model } from '../../../src/studio/models/Model';
import type { ScoringEntry } from '../../../src/studio/models/ScoringEntry';
import type { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import { madeStored } from './MadeCheckpoints';
import { MadeRoom } from './MadeRoom';

const pairs = 6;
let stored: StoredCheckpoint;
let room: MadeRoom;
let dataSet: string;
let demo: Model;
let other: Model;

beforeEach(async () => {
  room = new MadeRoom();
  stored = madeStored();
  room.checkpoints.stored = [stored];
  await room.enter();
  dataSet = await room.load(pairs);
  [demo, other] = room.studio.models.available as [Model, Model];
});

afterEach(() => room.close());

/** Starts something and returns when the engine stands still in the middle of a run. */
async function untilHeld(start: () => Promise<void>): Promise<void> {
  room.engine.holding = 'score';
  const before = room.engine.asked.length;
  void start();
  await vi.waitFor(() => expect(room.engine.asked.length).toBe(before + 1));
}

function storedRewards(model: Model) {
  return room.studio.store.rewards(room.engine.keyOf(model.location));
}

function open(): OpenDataSet {
  return room.studio.open as OpenDataSet;
}

function known(): number {
  return room.studio.open?.rewards.known ?? 0;
}

test('two models score one data set one after the other, each under its own key; the one in use shows', async () => {
  const { scoring } = room.studio;
  await scoring.add(dataSet, [other, demo]);
  expect(room.engine.loads).toEqual([other.location, demo.location]);
  expect([(await storedRewards(other)).size, (await storedRewards(demo)).size]).toEqual([2 * pairs, 2 * pairs]);
  expect(known()).toBe(2 * pairs);
  expect([scoring.state, scoring.queue.entries]).toEqual(['done', []]);
});

test('a model that is not in use is scored without its rewards showing, until it is chosen', async () => {
  const { studio } = room;
  await studio.scoring.add(dataSet, [other]);
  expect(known()).toBe(0);
  await studio.models.use(other);
  expect(known()).toBe(2 * pairs);
  await studio.models.use(demo);
  expect(known()).toBe(0);
});

test('pausing keeps the place: what is scored is not asked for again', async () => {
  const { scoring } = room.studio;
  await untilHeld(() => scoring.start(open()));
  await scoring.pause();
  expect([scoring.state, known()]).toEqual(['paused', pairs]);
  await scoring.resume();
  expect([scoring.state, known()]).toEqual(['done', 2 * pairs]);
  const [first = [], second = []] = room.engine.asked;
  expect(first.slice(0, pairs).filter((id) => second.includes(id))).toEqual([]);
});

test('a reload finds the queue paused, with its order, and goes on where it was when asked to', async () => {
  await untilHeld(() => room.studio.scoring.add(dataSet, [other, demo]));
  await room.studio.scoring.pause();
  await room.studio.scoring.queue.kept();
  await room.leave();
  const asked = room.engine.asked.length;
  await room.enter();
  const { scoring } = room.studio;
  expect(scoring.queue.entries.map(({ model }) => model.name)).toEqual([stored.digest, 'demo']);
  expect([scoring.running, room.engine.asked.length]).toEqual([false, asked]);
  await scoring.resume();
  expect(room.engine.asked.slice(asked).map((ids) => ids.length)).toEqual([pairs, 2 * pairs]);
});

test('a model that cannot be loaded keeps its reason, and the next one is scored', async () => {
  const { scoring } = room.studio;
  room.engine.refusals = [new Error('The disk is full. Free some space.')];
  await scoring.add(dataSet, [other, demo]);
  expect(scoring.queue.entries.map(({ error }) => error)).toEqual(['The disk is full. Free some space.']);
  expect((await storedRewards(demo)).size).toBe(2 * pairs);
  await scoring.add(dataSet, [other]);
  expect([scoring.queue.entries, (await storedRewards(other)).size]).toEqual([[], 2 * pairs]);
});

test('responses without a finite reward are told with their pairs, never stored, and asked for once in a run', async () => {
  const { scoring } = room.studio;
  room.engine.notFinite = 3;
  await scoring.start(open());
  expect(scoring.state).toBe('done');
  expect(scoring.notFiniteOf(dataSet).map(({ arrived, row }) => [arrived, row])).toEqual([
    ['NaN', 0],
    ['NaN', 0],
    ['NaN', 1],
  ]);
  expect((await storedRewards(demo)).size).toBe(2 * pairs - 3);
  expect(room.engine.asked.map((ids) => ids.length)).toEqual([2 * pairs]);
  await scoring.start(open());
  expect([room.engine.asked.at(-1)?.length, scoring.notFiniteOf(dataSet)]).toEqual([3, []]);
});

test('the queue is put in another order while it runs, and an entry that runs can leave', async () => {
  const { scoring } = room.studio;
  const precise: Model = {
    ...other,
    location: { kind: 'stored', digest: stored.digest, precision: 'q8', template: null },
  };
  await untilHeld(() => scoring.add(dataSet, [other, precise, demo]));
  const [running, second, third] = scoring.queue.entries as [ScoringEntry, ScoringEntry, ScoringEntry];
  scoring.queue.move(third.id, -1);
  expect(scoring.queue.entries).toEqual([running, third, second]);
  await scoring.remove(running);
  await vi.waitFor(() => expect([scoring.state, scoring.queue.entries]).toEqual(['done', []]));
  expect(room.engine.loads.slice(1)).toEqual([demo.location, precise.location]);
  expect((await storedRewards(other)).size).toBe(pairs);
});

test('a data set that is removed leaves the queue', async () => {
  const { studio } = room;
  const second = await room.load(2);
  await untilHeld(() => studio.scoring.add(second, [demo]));
  void studio.scoring.add(dataSet, [other]);
  await studio.removeDataSet(second);
  await vi.waitFor(() => expect(studio.scoring.state).toBe('done'));
  expect((await storedRewards(other)).size).toBe(2 * pairs);
});

test('a run ends rather than giving the rewards of another model under its key', async () => {
  const { studio } = room;
  room.engine.holding = 'load';
  const run = studio.scoring.add(dataSet, [other]);
  await vi.waitFor(() => expect(room.engine.loads.length).toBe(1));
  const loadingDemo = studio.models.ready(demo);
  await room.engine.release();
  await Promise.all([run, loadingDemo]);
  expect([(await storedRewards(other)).size, (await storedRewards(demo)).size]).toEqual([0, 0]);
  expect(studio.scoring.queue.entries[0]?.error).toContain('Another model was loaded meanwhile');
});

test('another precision is another model to the reward table', async () => {
  const { studio } = room;
  await studio.models.use(other);
  await studio.scoring.start(open());
  expect(known()).toBe(2 * pairs);
  await studio.models.choose(stored, { precision: 'q8' });
  expect([known(), studio.models.rewardsKey]).toEqual([0, null]);
  await studio.models.choose(stored, { precision: 'q4' });
  expect(known()).toBe(2 * pairs);
});

test('another chat template is another model to the reward table, and a failed entry is tried with the one chosen since', async () => {
  const { studio } = room;
  room.checkpoints.stored = [{ ...stored, hasTemplate: false }];
  await studio.models.refresh();
  const [bare] = room.checkpoints.stored as [StoredCheckpoint];
  room.engine.refusals = [new Error('chat_template.jinja: the checkpoint must have this file.')];
  await studio.scoring.add(dataSet, [other]);
  expect(studio.scoring.queue.entries.length).toBe(1);
  await studio.models.choose(bare, { template: 'first {{ messages }}' });
  await studio.scoring.add(dataSet, [studio.models.today(other)]);
  expect(room.engine.loads.at(-1)).toMatchObject({ template: 'first {{ messages }}' });
  await studio.models.use(studio.models.today(other));
  const first = studio.models.rewardsKey;
  expect([known(), first === room.engine.keyOf(other.location)]).toEqual([2 * pairs, false]);
  await studio.models.choose(bare, { template: 'second {{ messages }}' });
  expect([known(), studio.models.rewardsKey]).toEqual([0, null]);
  await studio.models.choose(bare, { template: 'first {{ messages }}' });
  expect([known(), studio.models.rewardsKey]).toEqual([2 * pairs, first]);
});

test('what the engine says on the way is kept for the bar', async () => {
  const { scoring } = room.studio;
  room.engine.notice = 'Memory ran out: the batch was halved.';
  await scoring.start(open());
  expect(scoring.notices).toEqual(['Memory ran out: the batch was halved.']);
});

test('rewards that an earlier version kept under the digest are found by the same setting', async () => {
  const { studio } = room;
  await studio.store.putSetting('digest:demo', 'e'.repeat(64));
  await studio.models.restore();
  expect([studio.models.active.name, studio.models.rewardsKey]).toEqual(['demo', 'e'.repeat(64)]);
  expect(storedModel(stored, studio.models.choice(stored))).toEqual(other);
});
