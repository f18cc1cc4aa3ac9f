import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { settings, type RevealMode } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ singleKeys: 'always', keys: {}, raw: false, revealMode: 'strip', theme: 'light' });
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  target.remove();
});

function madePairs(count: number): MadePair[] {
  return Array.from({ length: count }, (_, row) => ({
    first: `first of ${row}`,
    second: `second of ${row}`,
    label: labelCodes.first,
    rewards: [-7.25, 3.5] as [number, number],
  }));
}

async function enter(studio: MadeStudio, revealMode: RevealMode = 'strip'): Promise<VerifySession> {
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [] },
    revealMode: () => revealMode,
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
  return session;
}

const shownPair = () => target.querySelector('main')?.dataset['pair'];
const strip = () => target.querySelector('footer .strip')?.textContent.replace(/\s+/g, ' ') ?? '';
const press = (key: string) => userEvent.keyboard(key);

test('before the verdict the page is the same whichever response label and model prefer', async () => {
  const pages = [];
  for (const swapped of [false, true]) {
    const label = swapped ? labelCodes.second : labelCodes.first;
    const rewards: [number, number] = swapped ? [3.5, -7.25] : [-7.25, 3.5];
    await enter(new MadeStudio(madePairs(3).map((pair) => ({ ...pair, label, rewards }))));
    pages.push(target.innerHTML);
    if (component) await unmount(component);
    component = null;
    target.innerHTML = '';
  }
  expect(pages[0]).toContain('here because');
  expect(pages[0]).toBe(pages[1]);
});

test('before the verdict is durable neither label nor rewards are in the page, afterwards the strip shows them', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  studio.held = true;
  await press('2');
  await vi.waitFor(() => expect(strip()).toContain('saving'));
  expect(document.documentElement.outerHTML).not.toMatch(/7\.25|3\.50|10\.75/);
  expect(strip()).not.toContain('Label');
  studio.release();
  await vi.waitFor(() => expect(strip()).toContain('saved, gold'));
  expect(strip()).toMatch(/Label ?[AB] Rewards ?A .?\d\.\d\d, B .?\d\.\d\d Margin ?\u221210\.75 p ?0 %.*disagrees/);
});

test('one key gives the verdict and shows the next pair', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  const first = shownPair();
  await press('7');
  await vi.waitFor(() => expect(shownPair()).not.toBe(first));
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  expect(studio.stored[0]?.pair).toBe(first);
});

test.each([
  ['a', 'A clearly better'],
  ['b', 'B clearly better'],
  ['=', 'Tie'],
  ['0', 'Both bad'],
  ['u', 'Undecidable'],
  ['s', 'Skipped'],
])('the key %s says "%s"', async (key, words) => {
  await enter(new MadeStudio(madePairs(3)));
  await press(key);
  await vi.waitFor(() => expect(strip()).toContain(words));
});

test('a held key counts once', async () => {
  const studio = new MadeStudio(madePairs(5));
  await enter(studio);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '1' }));
  for (let n = 0; n < 3; n++) window.dispatchEvent(new KeyboardEvent('keydown', { key: '1', repeat: true }));
  await vi.waitFor(() => expect(strip()).toContain('saved'));
  expect(studio.stored).toHaveLength(1);
});

test('the seven steps are native radios: arrows choose, Enter gives', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  const radios = [...target.querySelectorAll<HTMLInputElement>('form.bar input[type=radio]')];
  expect(radios).toHaveLength(7);
  expect(new Set(radios.map(({ name }) => name)).size).toBe(1);
  radios[0]?.focus();
  await press('{ArrowRight}{ArrowRight}');
  expect(radios.findIndex(({ checked }) => checked)).toBe(2);
  expect(studio.stored).toHaveLength(0);
  await press('{Enter}');
  await vi.waitFor(() => expect(strip()).toContain('A slightly better'));
  expect(radios.some(({ checked }) => checked)).toBe(false);
});

test('a click on a step gives the verdict, once', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  target.querySelectorAll<HTMLElement>('form.bar label b')[6]?.click();
  await vi.waitFor(() => expect(strip()).toContain('B much better'));
  expect(studio.stored).toHaveLength(1);
});

test('keys rest while a rationale is typed, and Esc leaves the box', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  await press('r');
  const box = target.querySelector<HTMLTextAreaElement>('#rationale');
  await vi.waitFor(() => expect(document.activeElement).toBe(box));
  await press('1 tie? g h');
  expect(box?.value).toBe('1 tie? g h');
  expect(studio.stored).toHaveLength(0);
  await press('{Escape}1');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  expect(studio.stored[0]?.data).toMatchObject({ rationale: '1 tie? g h' });
});

test('reasons are chosen by letters while the focus is among them', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  await press('x');
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('type')).toBe('checkbox'));
  await press('s');
  await press('l');
  await press('2');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  expect(studio.stored[0]?.data).toMatchObject({ reasons: ['style', 'length'] });
});

test('single keys can be switched off; those with Ctrl still work', async () => {
  const studio = new MadeStudio(madePairs(3));
  await enter(studio);
  await press('1');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  await settings.change({ singleKeys: 'never' });
  await press('2');
  await press('{Control>}z{/Control}');
  await vi.waitFor(() => expect(studio.stored.map(({ type }) => type)).toEqual(['verdict', 'retraction']));
});

test('the verdict bar stands still, however long the texts and however small the screen', async () => {
  const pairs = madePairs(3);
  pairs[1] = { ...pairs[1], first: 'word '.repeat(9_000), second: 'x'.repeat(200_000) };
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.viewport(width, height);
    await enter(new MadeStudio(pairs));
    const places = new Set<string>();
    for (let given = 0; given < 4; given++) {
      await new Promise((resolve) => setTimeout(resolve, 80));
      const place = target.querySelector('form.bar')?.getBoundingClientRect();
      places.add(`${place?.top} ${place?.height}`);
      await press('4');
    }
    expect([...places]).toHaveLength(1);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    if (component) await unmount(component);
    component = null;
  }
});

test('a failed write is listed until it is saved, and nothing is lost', async () => {
  const studio = new MadeStudio(madePairs(4));
  await enter(studio);
  studio.failing = true;
  await press('1');
  await press('2');
  await vi.waitFor(() => expect(target.querySelectorAll('.unsaved li')).toHaveLength(2));
  expect(strip()).toContain('not saved yet');
  studio.failing = false;
  target.querySelector<HTMLElement>('.unsaved button')?.click();
  await vi.waitFor(() => expect(studio.stored).toHaveLength(2));
  await vi.waitFor(() => expect(target.querySelector('.unsaved')).toBeNull());
});

test('when every pair has a verdict the room says so and leads to Export', async () => {
  await enter(new MadeStudio(madePairs(2)));
  await press('1');
  await press('1');
  await vi.waitFor(() => expect(target.textContent).toContain('All 2 pairs have a verdict'));
  expect(target.querySelector('main a[href="#/export"]')).not.toBeNull();
});

test('an address with a pair opens that pair', async () => {
  const studio = new MadeStudio(madePairs(20));
  history.replaceState(null, '', `#/verify?pair=${studio.open.pairId(13)}`);
  await enter(studio);
  await vi.waitFor(() => expect(shownPair()).toBe(studio.open.pairId(13)));
  expect(location.hash).toBe('#/verify');
});

test('? lists every shortcut, and G with a letter goes to a room', async () => {
  await enter(new MadeStudio(madePairs(2)));
  await press('?');
  const sheet = document.querySelector<HTMLDialogElement>('dialog[aria-labelledby="cheatsheet-title"]');
  expect(sheet?.open).toBe(true);
  await press('{Escape}');
  expect(sheet?.open).toBe(false);
  await press('g');
  await press('m');
  expect(location.hash).toBe('#/models');
});

test('the palette finds a command by its beginnings and runs it', async () => {
  await enter(new MadeStudio(madePairs(2)));
  await press('{Control>}k{/Control}');
  await press('th da{Enter}');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(document.querySelector('dialog[open]')).toBeNull();
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with the room (%s)', async (theme) => {
  await settings.change({ theme });
  await enter(new MadeStudio(madePairs(3)));
  await press('2');
  await vi.waitFor(() => expect(strip()).toContain('gold'));
  const { violations } = await axe.run(target, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
