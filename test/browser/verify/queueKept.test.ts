import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { queueReasons } from '../../../src/queue/Queue';
import { usualPlan } from '../../../src/queue/QueueOrder';
import type { QueueRequest } from '../../../src/queue/QueueRequest';
import { madeStored } from '../models/MadeCheckpoints';
import { MadeRoom } from '../models/MadeRoom';

let room: MadeRoom;

beforeEach(async () => {
  room = new MadeRoom();
  room.checkpoints.stored = [madeStored()];
  await room.enter('#/verify');
});

afterEach(() => room.close());

const why = () => document.querySelector('.why')?.textContent ?? '';

test('the order of a data set is kept over a reload, and goes with the data set', async () => {
  const dataSet = await room.load(12);
  room.studio.router.go('verify', { order: 'random' });
  await vi.waitFor(() => expect(why()).toContain('random sample'));
  await vi.waitFor(async () =>
    expect(await room.studio.store.setting(`queue-plan:${dataSet}`)).toMatchObject({ order: 'random' }),
  );
  await room.leave();
  await room.enter(`#/verify?set=${dataSet}`);
  await vi.waitFor(() => expect(why()).toContain('random sample'));
  room.studio.router.go('load');
  await room.load(5);
  room.studio.router.go('verify');
  await vi.waitFor(() => expect(why()).toContain('not scored yet'));
  expect(document.querySelector('button.order')?.textContent).toContain('order of the file');
});

test('the view worker compares the stored rewards of two models', async () => {
  const dataSet = await room.load(12);
  const { scoring, models, view } = room.studio;
  await scoring.add(dataSet, models.available);
  const keys = models.scored.map(({ key }) => key);
  expect(keys).toHaveLength(2);
  const reasonsOf = async (models: [string, string]) => {
    const request: QueueRequest = {
      ...{ ...usualPlan, order: 'models', models, randomShare: 0, knownShare: 0, seed: 's', statesKey: null },
      ...{ judged: [], attributes: [], margins: null, known: new Uint32Array() },
    };
    const { reasons } = await view.queue(dataSet, request);
    return new Set(Array.from(reasons, (code) => queueReasons[code]));
  };
  // Both made models give a response its length, so they agree; a model without rewards leaves nothing to compare.
  expect(await reasonsOf([keys[0] ?? '', keys[1] ?? ''])).toEqual(new Set(['order']));
  expect(await reasonsOf([keys[0] ?? '', 'nobody'])).toEqual(new Set(['unscored']));
});
