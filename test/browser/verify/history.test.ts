import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { MadeStudio } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown> | null = null;
let studio: MadeStudio;

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ singleKeys: 'always', keys: {}, goals: { shown: true, perDay: null, breakMinutes: null } });
  const pair = { label: labelCodes.first, rewards: [-7.25, 3.5] as [number, number] };
  studio = new MadeStudio(Array.from({ length: 30 }, (_, row) => ({ ...pair, first: `a ${row}`, second: `b ${row}` })));
});

afterEach(async () => {
  vi.useRealTimers();
  if (component) await unmount(component);
  component = null;
  target.remove();
});

async function enter(): Promise<VerifySession> {
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [...studio.stored] },
    revealMode: () => 'strip',
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
  return session;
}

const press = (key: string) => userEvent.keyboard(key);
const chips = () => [...target.querySelectorAll<HTMLElement>('.history button')];
const words = () => chips().map((chip) => chip.textContent.split(':')[0]?.trim());
const shownPair = () => target.querySelector('main')?.dataset['pair'];

async function give(keys: string): Promise<void> {
  for (const key of keys) {
    const before = studio.stored.length;
    await press(key);
    await vi.waitFor(() => expect(studio.stored).toHaveLength(before + 1));
  }
}

test('the last ten verdicts stand in the strip, newest first, and the bar does not move', async () => {
  await enter();
  const place = () => JSON.stringify(target.querySelector('form.bar')?.getBoundingClientRect());
  const before = place();
  await give('1234567001us');
  await vi.waitFor(() => expect(words()[0]).toBe('Skip'));
  expect(words().slice(1, 6)).toEqual(['Undecid.', 'A much', 'Bad', 'Bad', 'B much']);
  expect(chips()).toHaveLength(10);
  expect(place()).toBe(before);
});

test('any of them opens again by key, revealed; a new verdict is a revision and the blind one stays in force', async () => {
  await enter();
  await give('267');
  const pair = studio.stored[0]?.pair;
  await press('h');
  expect(document.activeElement).toBe(chips()[0]);
  await press('{ArrowRight}{ArrowRight}{Enter}');
  await vi.waitFor(() => expect(shownPair()).toBe(pair));
  expect(target.querySelector('main')?.dataset['phase']).toBe('revealed');
  await give('6');
  const last = studio.stored.at(-1);
  expect(last).toMatchObject({ pair, data: { visibility: 'revealed' }, supersedes: [] });
  await vi.waitFor(() => expect(words()).toEqual(['B better', 'B much', 'B better']));
});

test('a skipped pair opens again to be judged blind, for the reason that the queue had', async () => {
  await enter();
  await give('s1');
  chips()[1]?.click();
  await vi.waitFor(() => expect(shownPair()).toBe(studio.stored[0]?.pair));
  expect(target.querySelector('main')?.dataset['phase']).toBe('judging');
  await give('2');
  const reason = studio.stored[0]?.type === 'verdict' ? studio.stored[0].data.queueReason : '';
  expect(studio.stored.at(-1)?.data).toMatchObject({ visibility: 'blind', queueReason: reason });
});

test('what is undone leaves the strip, and after a reload it is the same', async () => {
  await enter();
  await give('1267');
  await press('{Backspace}');
  await vi.waitFor(() => expect(words()).toEqual(['B better', 'A better', 'A much']));
  if (component) await unmount(component);
  target.innerHTML = '';
  await enter();
  expect(words()).toEqual(['B better', 'A better', 'A much']);
});

test('the strip tells nothing of label or rewards of pairs that are not revealed', async () => {
  await enter();
  studio.held = true;
  await press('2');
  await vi.waitFor(() => expect(target.querySelector('footer .strip')?.textContent).toContain('saving'));
  expect(target.querySelector('[aria-label="Your work"]')?.textContent).not.toMatch(/7\.25|3\.50|10\.75|abel/);
  studio.release();
});

test("today's count stands against the goal that the person set, and all of it can be off", async () => {
  await enter();
  await give('11');
  const line = () => target.querySelector('.goals')?.textContent.replace(/\s+/g, ' ') ?? '';
  await vi.waitFor(() => expect(line()).toContain('2 pairs today'));
  await page.getByRole('button', { name: 'Goals' }).click();
  await page.getByRole('spinbutton', { name: 'Pairs a day' }).fill('3');
  await page.getByRole('button', { name: 'Done' }).click();
  expect(line()).toContain('2 of 3 today');
  await give('1');
  await vi.waitFor(() => expect(line()).toContain('3 of 3 today'));
  expect(getComputedStyle(target.querySelector('.met') as Element, '::after').content).toContain('reached');
  await settings.change({ goals: { shown: false, perDay: 3, breakMinutes: null } });
  await vi.waitFor(() => expect(line().trim()).toBe('Goals'));
});

test('the palette leads to the goals, also on a phone, where the line stands in the notes', async () => {
  await page.viewport(390, 844);
  await enter();
  await press('{Control>}k{/Control}');
  await press('set goals{Enter}');
  await expect.element(page.getByRole('spinbutton', { name: 'Pairs a day' })).toBeVisible();
  expect(location.hash).toBe('#/verify');
  await press('{Escape}');
});

test('a break is hinted at once in a sitting, after the time that was chosen', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  studio.settings.set('preferences', { goals: { shown: true, perDay: null, breakMinutes: 30 } });
  await enter();
  const later = (minutes: number) => vi.advanceTimersByTime(minutes * 60_000);
  const line = () => target.querySelector('.goals')?.textContent ?? '';
  for (let given = 0; given < 5; given++) {
    await give('1');
    later(7);
  }
  await vi.waitFor(() => expect(line()).toContain('time for a break?'));
  await page.getByRole('button', { name: 'Not now' }).click();
  await give('1');
  later(5);
  await vi.waitFor(() => expect(line()).toContain('6 pairs today'));
});
