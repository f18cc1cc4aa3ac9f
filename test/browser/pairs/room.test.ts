import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

beforeEach(async () => {
  open = await openStudio('#/home');
  await open.studio.importing.take([trlFile('pairs-room.jsonl', 200, crypto.randomUUID())]);
  await open.studio.importing.start();
  location.hash = '#/pairs';
  await vi.waitFor(() => expect(open.text()).toContain('hidden until judged'), { timeout: 20_000 });
});

afterEach(async () => {
  open.studio.revealed.showing = false;
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
  await open.close();
});

function isSeen(row: number): boolean {
  return open.studio.revealed.has(open.studio.open?.pairId(row) ?? '');
}

test('only pairs that came on the screen with their labels are recorded as seen', async () => {
  expect(isSeen(10)).toBe(false);
  await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  await vi.waitFor(() => expect(isSeen(10)).toBe(true));
  expect(isSeen(150)).toBe(false);
  await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  await vi.waitFor(() => expect(open.text()).toContain('hidden until judged'));
});

test('what was seen is known after a restart', async () => {
  await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  await vi.waitFor(() => expect(isSeen(10)).toBe(true));
  const seen = open.studio.open?.pairId(10) ?? '';
  await open.studio.revealed.add([]);
  await vi.waitFor(async () => {
    const later = await openStudio('#/home');
    const known = later.studio.revealed.has(seen);
    await later.close();
    expect(known).toBe(true);
  });
});

test('a search shows the pairs that hold the text, stands in the address, and can be cleared', async () => {
  await page.getByRole('searchbox').fill('QUESTION 17 ');
  await vi.waitFor(() => expect(open.text()).toContain('1 found'), { timeout: 10_000 });
  expect(new URLSearchParams(location.hash.split('?')[1]).get('q')).toBe('QUESTION 17 ');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=row][id]').length).toBe(1));
  await page.getByRole('searchbox').fill('nowhere in it');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await vi.waitFor(() => expect(document.querySelectorAll('[role=row][id]').length).toBeGreaterThan(10));
});

test('a search for whole words leaves out what is inside of a word, and both stand in the address', async () => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
  await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector('[type=search]')));
  expect(location.hash).not.toContain('focus');
  await page.getByRole('searchbox').fill('even');
  await vi.waitFor(() => expect(open.text()).toContain('200 found'), { timeout: 10_000 });
  await page.getByRole('checkbox', { name: 'Whole words' }).click();
  await vi.waitFor(() => expect(open.text()).toContain('0 found'), { timeout: 10_000 });
  const address = new URLSearchParams(location.hash.split('?')[1]);
  expect([address.get('q'), address.get('words')]).toEqual(['even', 'whole']);
});

test('Enter on a row opens its pair in Verify', async () => {
  document.querySelector<HTMLElement>('[role=grid]')?.focus();
  const grid = page.getByRole('grid');
  await expect.element(grid).toBeVisible();
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await vi.waitFor(() => expect(location.hash).toContain(`#/verify?pair=${open.studio.open?.pairId(1) ?? ''}`));
});
