import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { axeFindings } from '../axeFindings';
import { openStudio, type OpenStudio } from '../load/openStudio';

let open: OpenStudio;

beforeAll(async () => {
  open = await openStudio('#/home');
});

beforeEach(async () => {
  location.hash = '#/home';
  await page.viewport(390, 844);
});

afterAll(async () => {
  await page.viewport(1280, 900);
  await open.close();
});

function bar(): HTMLElement[] {
  return [
    ...document.querySelectorAll<HTMLElement>('nav[aria-label=Rooms] > a, nav[aria-label=Rooms] > .more > button'),
  ].filter((entry) => entry.checkVisibility());
}

test("a phone's bar has five rooms and More, each with 48 pixels, beside each other", () => {
  expect(bar().map((entry) => entry.textContent.trim().split(/\s/)[0])).toEqual([
    ...['Home', 'Pairs', 'Verify', 'Compare', 'Models', 'More'],
  ]);
  for (const entry of bar()) {
    expect(entry.getBoundingClientRect().height).toBeGreaterThanOrEqual(48);
    expect(entry.scrollWidth).toBeLessThanOrEqual(entry.clientWidth + 1);
  }
});

test('More opens the other rooms by key, says where one is, and closes by Escape and by a choice', async () => {
  const more = page.getByRole('button', { name: 'More rooms' });
  await expect.element(more).toHaveAttribute('aria-expanded', 'false');
  document.querySelector<HTMLElement>('.more > button')?.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('link', { name: /^Report/ })).toBeVisible();
  await expect.element(more).toHaveAttribute('aria-expanded', 'true');
  expect(await axeFindings(document.querySelector('nav') ?? document.body)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(more).toHaveAttribute('aria-expanded', 'false');
  await userEvent.keyboard('{Enter}');
  await page.getByRole('link', { name: /^Report/ }).click();
  await vi.waitFor(() => expect(location.hash).toBe('#/report'));
  await expect.element(page.getByRole('button', { name: 'More rooms, now in Report' })).toBeVisible();
  await vi.waitFor(() => expect(document.querySelector('[popover]:popover-open')).toBeNull());
});

test('on a desk all rooms stand below each other, and there is no More', async () => {
  await page.viewport(1280, 900);
  const names = bar()
    .map((entry) => entry.textContent.trim().split(/\s/)[0])
    .slice(1);
  expect(names).toEqual([
    ...['Home', 'Pairs', 'Verify', 'Compare', 'Benchmarks', 'People', 'Report', 'Models', 'Export'],
  ]);
});
