import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { longPair } from '../../support/cardPairs';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ singleKeys: 'always', keys: {}, raw: false, diff: false, together: false, theme: 'light' });
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  target.remove();
  await settings.change({ diff: false, together: false });
});

async function enter(pairs: MadePair[]): Promise<void> {
  const studio = new MadeStudio(pairs);
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [] },
    revealMode: () => 'strip',
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(shown()).toBeTruthy());
}

const shown = () => target.querySelector('main')?.dataset['pair'];
const marks = () => [...(CSS.highlights.get('differs') ?? [])].map((range) => range.startContainer.textContent);
const press = (key: string) => userEvent.keyboard(key);
const texts = () => [...target.querySelectorAll<HTMLElement>('article > .text')] as [HTMLElement, HTMLElement];

async function complete(): Promise<void> {
  await vi.waitFor(() => expect(target.querySelector('.responses [aria-busy=true]')).toBeNull(), { timeout: 20_000 });
}

test('D marks what differs, in every pair from then on, until D is pressed again', async () => {
  await enter([0, 1, 2].map((row) => ({ first: `the red fish ${row}`, second: `the blue fish ${row}` })));
  await press('d');
  await vi.waitFor(() => expect(marks()).toHaveLength(2));
  const before = shown();
  await press('2');
  await vi.waitFor(() => expect(shown()).not.toBe(before));
  await vi.waitFor(() => expect(marks()).toHaveLength(2));
  expect(texts().every((text) => marks().some((marked) => text.textContent.includes(marked ?? '-')))).toBe(true);
  await press('d');
  await vi.waitFor(() => expect(marks()).toEqual([]));
});

test('L lets both responses scroll together', async () => {
  const { a, b } = longPair(20);
  await enter([{ first: a, second: b }]);
  await complete();
  await press('l');
  expect(settings.together).toBe(true);
  const [one, other] = texts();
  one.scrollTop = one.scrollHeight;
  await vi.waitFor(() => expect(other.scrollTop + other.clientHeight).toBeGreaterThan(other.scrollHeight - 4));
});

test.each([
  [1440, 900],
  [390, 844],
])('beside 20,000 words prompt and verdict bar stay where they are (%i x %i)', async (width, height) => {
  await page.viewport(width, height);
  const { prompt, a, b } = longPair();
  await enter([{ prompt, first: a, second: b }]);
  const places = () =>
    ['.prompt', 'form.bar'].map((part) => {
      const { top, bottom } = target.querySelector(part)?.getBoundingClientRect() ?? { top: NaN, bottom: NaN };
      return [Math.round(top), Math.round(bottom)];
    });
  const before = places();
  await complete();
  const scroller = width > 900 ? texts()[0] : (target.querySelector<HTMLElement>('.pair') as HTMLElement);
  for (const share of [0.3, 0.7, 1]) {
    scroller.scrollTop = share * scroller.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(scroller.scrollTop).toBeGreaterThan(1_000);
    expect(places()[1]).toEqual(before[1]);
    const [top = 0, bottom = 0] = places()[0] ?? [];
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThan(height / 2);
  }
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test('what differs is the same whichever response label and rewards prefer', async () => {
  const pages = [];
  for (const rewards of [
    [-7.25, 3.5],
    [3.5, -7.25],
  ] as const) {
    await enter([{ first: 'It costs 5 euros.', second: 'It costs 6 euros.', rewards: [...rewards] }]);
    await press('d');
    await vi.waitFor(() => expect(marks()).toHaveLength(2));
    pages.push(target.querySelector('.pair')?.outerHTML);
    await press('d');
    if (component) await unmount(component);
    component = null;
    target.innerHTML = '';
  }
  expect(pages[0]).toContain('Figures');
  expect(pages[0]).toBe(pages[1]);
});
