import axe from 'axe-core';
import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { madeStored } from './MadeCheckpoints';
import { madeKnown } from './MadeEngine';
import { MadeRoom } from './MadeRoom';

let room: MadeRoom;
let dataSet: string;

beforeEach(async () => {
  room = new MadeRoom();
  room.engine.known = madeKnown;
  room.checkpoints.stored = [madeStored({ name: 'known' }), madeStored({ name: 'bare', hasTemplate: false })];
  room.checkpoints.unfinished = [
    { id: 'part', name: 'large', source: { kind: 'folder', name: 'large' }, doneBytes: 5e8, bytes: 1e9 },
  ];
  await room.enter();
  dataSet = await room.load(3);
});

afterEach(async () => {
  delete document.documentElement.dataset['theme'];
  await room.close();
});

const states: Record<string, () => Promise<void>> = {
  'everything open': async () => {
    const { studio } = room;
    await studio.models.ready(studio.models.available[1]);
    await studio.measuring.run();
    for (const name of ['More about known', 'More about bare']) await page.getByRole('button', { name }).click();
    void studio.scoring.add(dataSet, studio.models.usable);
    await page.getByRole('button', { name: 'Add a model' }).click();
  },
  'an offer': async () => {
    const { adding } = room.studio;
    adding.shown = true;
    adding.repository = 'owner/name';
    await adding.inspect();
  },
  'a refusal': async () => {
    const { adding } = room.studio;
    room.checkpoints.refusal = new Error('The hub answered 401.');
    adding.shown = true;
    adding.repository = 'owner/name';
    await adding.inspect();
  },
  'a download': async () => {
    const { adding } = room.studio;
    room.checkpoints.held = true;
    adding.shown = true;
    adding.repository = 'owner/name';
    await adding.inspect();
    void adding.add();
  },
  'notes on scoring': async () => {
    const { studio } = room;
    room.engine.notFinite = 2;
    room.engine.notice = 'Memory ran out: the batch was halved.';
    await studio.scoring.add(dataSet, [studio.models.active]);
    studio.router.go('pairs');
    await page.getByRole('button', { name: '2 responses got no finite reward, 1 notice' }).click();
  },
};

test.each(['light', 'dark'].flatMap((theme) => Object.keys(states).map((state) => ({ theme, state }))))(
  'axe finds nothing in Models with $state, $theme',
  async ({ theme, state }) => {
    document.documentElement.dataset['theme'] = theme;
    await states[state]?.();
    await vi.waitFor(() => expect(room.text).not.toBe(''));
    const { violations } = await axe.run(document.body, { resultTypes: ['violations'] });
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
    expect(found).toEqual([]);
  },
);
