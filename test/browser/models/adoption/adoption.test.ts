import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MadeAdoption } from './MadeAdoption';

let made: MadeAdoption;
const pairs = 40;
const rows = Array.from({ length: pairs }, (_, row) => row);
const shows = (text: string) => vi.waitFor(() => expect(made.text).toContain(text));

beforeEach(() => {
  made = new MadeAdoption();
});
afterEach(() => made.close());

/** The new model is right on 18 pairs on which the old one is wrong, and wrong on 2 on which that is right. */
const better = {
  old: (row: number) => (row < 18 ? -1 : 2),
  new: (row: number) => (row >= 38 ? -0.5 : 1.5),
};

test('both models score the gold pairs only, the better one is said with its interval, and it is adopted for the team', async () => {
  made.margins = better;
  await made.enter(60);
  await made.judge(rows);
  await made.openComparison();
  await shows('40 gold pairs not scored by both yet');
  await made.press('Score 40 gold pairs');
  await shows('The new model is better by 40.0 points (20.1 to 56.1) on 40 gold pairs.');
  expect(made.room.engine.asked.flat()).toHaveLength(4 * pairs);
  await expect
    .element(page.getByRole('row', { name: /^Old helpful version 1 55.0 % 39.8 % to 69.3 % 22/ }))
    .toBeVisible();
  await expect
    .element(page.getByRole('row', { name: /^New helpful version 2 95.0 % 83.5 % to 98.6 % 38/ }))
    .toBeVisible();
  await shows('p < 0.001 (exact McNemar test)');
  expect(made.studio.models.active.name).toBe(made.old.digest);
  await made.press('Adopt helpful version 2');
  await shows('helpful version 2 is adopted: it is the model in use.');
  expect(made.studio.models.active.name).toBe(made.new.digest);
  expect(made.told).toEqual([2]);
  await shows('This server says so to everybody: helpful version 2 is "adopted by the team".');
  await expect
    .element(page.getByRole('article', { name: 'helpful', exact: true }).getByText('adopted by the team'))
    .toBeVisible();
  await made.press('Back to helpful version 1');
  await shows('The team has adopted no version of helpful any more.');
  expect([made.studio.models.active.name, made.told]).toEqual([made.old.digest, [2, null]]);
});

test('the comparison goes on when the room is left and entered again, before it was opened and while it is', async () => {
  made.margins = better;
  await made.enter(60);
  await made.judge(rows);
  const leaveAndComeBack = async () => {
    made.studio.router.go('home');
    await expect.element(page.getByRole('article', { name: 'helpful', exact: true })).not.toBeInTheDocument();
    made.studio.router.go('models');
    await expect.element(page.getByRole('article', { name: 'helpful', exact: true })).toBeVisible();
  };
  await leaveAndComeBack();
  await made.openComparison();
  await shows('40 gold pairs not scored by both yet');
  await leaveAndComeBack();
  await made.press('Score 40 gold pairs');
  await shows('The new model is better by 40.0 points (20.1 to 56.1) on 40 gold pairs.');
});

test('what the team had adopted before comes back with "back", unless somebody has moved the tag since', async () => {
  made.margins = better;
  await made.enter(12);
  await made.judge(rows.slice(0, 12));
  made.teamAdopts(1);
  await made.studio.serverModels.look();
  await shows('the team has adopted version 1');
  await made.openComparison();
  await made.press('Score 12 gold pairs');
  await made.press('Adopt helpful version 2');
  await shows('helpful version 2 is adopted here since');
  await made.press('Back to helpful version 1');
  await shows('helpful version 1 is "adopted by the team"');
  await made.press('Adopt helpful version 2');
  await shows('helpful version 2 is "adopted by the team"');
  made.teamAdopts(1);
  await made.studio.serverModels.look();
  await made.press('Back to helpful version 1');
  await vi.waitFor(() => expect(made.studio.models.active.name).toBe(made.old.digest));
  expect(made.told).toEqual([2, 1, 2]);
});
