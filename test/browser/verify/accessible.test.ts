import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { settings, type RevealMode } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { axeFindings } from '../axeFindings';
import { MadeStudio } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown>;
let studio: MadeStudio;

beforeEach(() => {
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
});

afterEach(async () => {
  studio.release();
  await unmount(component);
  target.remove();
});

async function enter(pairs: number, revealMode: RevealMode = 'strip'): Promise<void> {
  const made = { label: labelCodes.first, rewards: [-7.25, 3.5] as [number, number] };
  studio = new MadeStudio(
    Array.from({ length: pairs }, (_, row) => ({ ...made, first: `a ${row}`, second: `b ${row}` })),
  );
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [] },
    revealMode: () => revealMode,
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
}

const press = (key: string) => userEvent.keyboard(key);
const phase = () => target.querySelector('main')?.dataset['phase'];
const until = (state: () => unknown) => vi.waitFor(() => expect(state()).toBeTruthy());
const dialog = (named: string) => until(() => document.querySelector(`dialog[open]${named}`));

/** Every state that the room and its dialogs can be in, and the way there. */
const states: Record<string, () => Promise<unknown>> = {
  'a pair that is judged': () => enter(3),
  'a verdict on its way': async () => {
    await enter(3, 'stop');
    studio.held = true;
    await press('2');
    await until(() => phase() === 'storing');
  },
  'a verdict that is revealed on its pair': async () => {
    await enter(3, 'stop');
    await press('2');
    await until(() => phase() === 'revealed');
  },
  'the reveal of the last pair, with verdicts behind': async () => {
    await enter(9);
    for (const key of '2670us') await press(key);
    await until(() => studio.stored.length === 6);
  },
  'verdicts that are not saved yet': async () => {
    await enter(3);
    studio.failing = true;
    await press('2');
    await until(() => target.querySelector('.unsaved'));
  },
  'the end of the queue': async () => {
    await enter(1);
    await press('2');
    await until(() => target.textContent.includes('have a verdict') || target.textContent.includes('has a verdict'));
  },
  'the keyboard shortcuts': async () => {
    await enter(3);
    await press('?');
    await dialog('[aria-labelledby="cheatsheet-title"]');
  },
  'a shortcut whose key is in use': async () => {
    await enter(3);
    await press('?');
    await page.getByRole('button', { name: 'Change keys' }).click();
    await page.getByRole('button', { name: 'Change S of', exact: false }).first().click();
    await press('u');
    await until(() => document.querySelector('.about [role=alert]'));
  },
  'the command palette': async () => {
    await enter(3);
    await press('{Control>}k{/Control}');
    await dialog('[aria-label="Commands"]');
  },
  'goals and breaks': async () => {
    await enter(3);
    if (innerWidth < 1101) await page.getByRole('button', { name: 'Notes' }).click();
    await page.getByRole('button', { name: 'Goals' }).click();
    await dialog('[aria-labelledby="goals-title"]');
  },
  'the order of the queue': async () => {
    await enter(3);
    await press('q');
    await until(() => document.querySelector('dialog[open]'));
  },
};

const screens = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 390 },
] as const;

test.each(Object.keys(states).flatMap((state) => screens.map((screen) => ({ state, ...screen }))))(
  'axe finds nothing in $state ($theme, $width pixels wide)',
  async ({ state, theme, width }) => {
    await page.viewport(width, 900);
    await states[state]?.();
    await settings.change({ theme, singleKeys: 'always', keys: {} });
    const outside = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };
    expect(await axeFindings(document.body, outside)).toEqual([]);
  },
);
