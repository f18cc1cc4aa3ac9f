import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { keyFor, shortcutOf } from '../../../src/studio/parts/shortcuts';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import { MadeStudio } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

let target: HTMLElement;
let component: Record<string, unknown>;
let studio: MadeStudio;

const press = (key: string) => userEvent.keyboard(key);
const sheet = () => document.querySelector<HTMLDialogElement>('dialog[aria-labelledby="cheatsheet-title"]');
const radios = () => [...target.querySelectorAll<HTMLInputElement>('form.bar input[type=radio]')];

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  studio = new MadeStudio(Array.from({ length: 9 }, (_, row) => ({ first: `first ${row}`, second: `second ${row}` })));
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [] },
    revealMode: () => 'strip',
    prepare: () => undefined,
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
  await settings.change({ singleKeys: 'always', keys: {} });
});

afterEach(async () => {
  await settings.change({ singleKeys: 'always', keys: {} });
  await unmount(component);
  target.remove();
});

async function editKeys(button: string): Promise<void> {
  await press('?');
  await page.getByRole('button', { name: 'Change keys' }).click();
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('another key is pressed for a shortcut; controls, sheet and palette print it, and it is kept', async () => {
  await editKeys('Change S of Skip: put the pair off');
  await press('j');
  await vi.waitFor(() => expect(keyFor('skip')).toBe('J'));
  expect(sheet()?.textContent).toContain('J');
  await press('{Escape}');
  expect(target.querySelector('.skip')?.textContent).toMatch(/Skip\s*J/);
  await press('s');
  await press('j');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  expect(studio.stored[0]?.data).toMatchObject({ choice: { kind: 'skip' } });
  expect(studio.settings.get('preferences')).toMatchObject({ keys: { skip: ['j'] } });
});

test('a key in use is named with what it does, and moves only when asked', async () => {
  await editKeys('Change S of Skip: put the pair off');
  await press('u');
  await expect.element(page.getByRole('alert')).toHaveTextContent('U is in use for \u201cUndecidable\u201d');
  expect(keyFor('undecidable')).toBe('U');
  await page.getByRole('button', { name: 'Move it here' }).click();
  await vi.waitFor(() => expect(keyFor('skip')).toBe('U'));
  expect(keyFor('undecidable')).toBe('');
  await page.getByRole('button', { name: 'Reset all keys' }).click();
  await vi.waitFor(() => expect([keyFor('skip'), keyFor('undecidable')]).toEqual(['S', 'U']));
});

test('Esc cancels the wait and leaves the sheet open; arrows and Space cannot be taken', async () => {
  await editKeys('Change 1 of A much better');
  await press(' ');
  await expect.element(page.getByRole('alert')).toHaveTextContent('cannot be a shortcut');
  await press('{Escape}');
  expect(sheet()?.open).toBe(true);
  expect(document.querySelector('.awaited')).toBeNull();
  expect(keyFor('step1')).toBe('1');
});

test('a first key of two waits for its second where two are known, and is in the way elsewhere', async () => {
  await editKeys('Change G then H of Go to Home');
  await press('g');
  expect(document.querySelector('.awaited')?.textContent).toContain('G then');
  await press('j');
  await vi.waitFor(() => expect(shortcutOf('g j', 'everywhere')).toBe('home'));
  await page.getByRole('button', { name: 'Change S of Skip: put the pair off' }).click();
  await press('g');
  await expect.element(page.getByRole('alert')).toHaveTextContent('G is in use for');
  await press('{Escape}{Escape}');
  await press('g');
  await press('j');
  expect(location.hash).toBe('#/home');
});

test('single keys may wait for the focus: in the verdict bar they work, elsewhere they do not', async () => {
  await settings.change({ singleKeys: 'focus' });
  await press('1');
  radios()[0]?.focus();
  await press('7');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(1));
  expect(studio.stored[0]?.data).toMatchObject({ choice: { kind: 'preference' } });
  const data = studio.stored[0]?.type === 'verdict' ? studio.stored[0].data : null;
  expect(Math.abs(data?.choice.kind === 'preference' ? data.choice.strength : 0)).toBe(3);
  expect(radios()).toContain(document.activeElement);
  await press('1');
  await vi.waitFor(() => expect(studio.stored).toHaveLength(2));
});

test('where single keys never work, controls print only keys that do', async () => {
  await settings.change({ singleKeys: 'never' });
  await vi.waitFor(() => expect(target.querySelector('.skip')?.textContent.trim()).toBe('Skip'));
  expect(keyFor('undo')).toContain('+Z');
  await press('1');
  await press('{Control>}k{/Control}');
  await vi.waitFor(() => expect(document.querySelector('dialog[open]')).not.toBeNull());
  expect(studio.stored).toHaveLength(0);
  await press('{Escape}');
});

test('the search key leads to Pairs, to its box', async () => {
  await press('/');
  expect(location.hash).toBe('#/pairs?focus=search');
});
