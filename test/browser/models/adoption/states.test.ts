import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { axeFindings } from '../../axeFindings';
import { MadeAdoption } from './MadeAdoption';

let made: MadeAdoption;
const rowsTo = (pairs: number) => Array.from({ length: pairs }, (_, row) => row);
const shows = (text: string | RegExp) => vi.waitFor(() => expect(made.text).toMatch(text));
const unsaid = { objectivity: null, controversiality: null, desired: '', guideline: '', basis: 'person' } as const;
const line = (name: RegExp) => expect.element(page.getByRole('row', { name })).toBeVisible();

beforeEach(() => {
  made = new MadeAdoption();
});
afterEach(async () => {
  delete document.documentElement.dataset['theme'];
  await made.close();
});

/** What axe finds wrong in the room, in both themes. */
async function findings(): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset['theme'] = theme;
    found.push(...(await axeFindings(document.body)));
  }
  return found;
}

test('without a gold pair nothing is compared: it says how many it takes, and adopting wants a word of its own', async () => {
  await made.enter(3);
  await made.openComparison();
  await shows('No gold pair to compare on.');
  await shows(
    'To see a difference of 5.0 points it takes about 626 verified pairs, where only one of two models is right on one pair in five.',
  );
  await expect.element(page.getByRole('button', { name: /^Adopt helpful/ })).not.toBeInTheDocument();
  expect(await findings()).toEqual([]);
  await made.press('Adopt without comparing');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  expect([made.studio.models.active.name, made.told]).toEqual([made.old.digest, []]);
  await made.press('Adopt without comparing');
  await page.getByRole('dialog').getByRole('button', { name: 'Adopt helpful version 2' }).click();
  await shows('helpful version 2 is adopted: it is the model in use.');
  expect(made.studio.models.active.name).toBe(made.new.digest);
});

test('a worse model is said to be worse; pairs that are too long and labels that prefer nothing are named, none is lost', async () => {
  made.margins = { old: () => 1, new: (row) => (row === 20 ? null : row < 12 ? -1 : 1) };
  await made.enter(24);
  await made.judge(rowsTo(21));
  await made.judge([21, 22], { kind: 'preference', strength: 0 });
  await made.openComparison();
  await made.press('Score 21 gold pairs');
  await shows('The new model is worse by 60.0 points (31.9 to 77.2) on 20 gold pairs.');
  await shows('1 pair with a response that is too long for one of the models');
  await shows(/[\d,]+ gold labels that prefer neither response/);
  expect(made.studio.fold.counts().gold).toBe(
    20 + 1 + (made.adoption.goldSet?.undirected ?? 0) + (made.adoption.goldSet?.elsewhere ?? 0),
  );
  await page.getByText('1 pair with a response that is too long').click();
  await shows('20,000 tokens for the new model');
  const link = page.getByRole('region', { name: 'Left out' }).getByRole('link');
  await expect.element(link).toHaveAttribute('href', expect.stringMatching(/^#\/pairs\?set=.+&at=20$/));
  await page.getByText('Newly wrong (12)').click();
  await line(/Question 11 .* (first|second) response \+1.00 −1.00/);
  expect(await findings()).toEqual([]);
  await link.click();
  await vi.waitFor(() => expect(made.studio.router.room).toBe('pairs'));
  await vi.waitFor(() => expect(document.querySelector('[role=row].active')?.textContent).toContain('Question 20'));
});

test('equal rewards count half and are said; what cannot be told apart says how many pairs would', async () => {
  made.margins = { old: (row) => (row < 4 ? 0 : 1), new: (row) => (row < 6 ? 0 : 1) };
  await made.enter(12);
  await made.judge(rowsTo(12));
  await made.openComparison();
  await made.press('Score 12 gold pairs');
  await shows(/cannot be told apart on 12 gold pairs: new less old is −8.3 points/);
  await line(/^Old helpful version 1 83.3 % .* 8 4/);
  await line(/^New helpful version 2 75.0 % .* 6 6/);
  await shows('Equal rewards prefer neither response and count half.');
  await shows(/To see a difference of 8.3 points it takes about \d+ verified pairs/);
  await page.getByLabelText('Old', { exact: true }).selectOptions('Assay demo reward model');
  await shows('12 gold pairs not scored by both yet');
  await made.press('Not now');
  await expect.element(page.getByRole('heading', { name: 'Old against new' })).not.toBeInTheDocument();
  expect([made.studio.models.active.name, made.told]).toEqual([made.old.digest, []]);
});

test('scoring is cancelled, outlives a reload, and goes on: nothing that has a reward is asked for again', async () => {
  await made.enter(10);
  await made.judge(rowsTo(8));
  await made.openComparison();
  made.room.engine.holding = 'score';
  await made.press('Score 8 gold pairs');
  await page.getByRole('button', { name: 'Cancel scoring' }).click();
  await shows(/gold pairs not scored by both yet/);
  await vi.waitFor(() => expect(made.studio.scoring.queue.entries).toEqual([]));
  made.room.engine.holding = null;
  await made.room.leave();
  await made.room.enter('#/models', made.services);
  await shows('On this server');
  await made.openComparison();
  await page.getByRole('button', { name: /^Score 8 gold pairs/ }).click();
  await shows(/cannot be told apart on 8 gold pairs/);
  const asked = made.room.engine.asked.flat();
  // The half that was given before the cancel is stored, the one after it was asked for twice.
  expect(asked).toHaveLength(32 + 8);
});

test('a response without a finite reward leaves its pair out, by name; the rest is compared', async () => {
  await made.enter(9);
  await made.judge(rowsTo(9));
  await made.openComparison();
  made.room.engine.notFinite = 1;
  await made.press('Score 9 gold pairs');
  await shows(/cannot be told apart on 8 gold pairs/);
  await shows('1 pair for which a model gave no finite reward');
  await expect.element(page.getByRole('button', { name: 'Adopt helpful version 2' })).toBeVisible();
});

test('who is no curator adopts for this browser; who cannot be heard tells the team later; back is one press away', async () => {
  await made.enter(6);
  await made.judge(rowsTo(6));
  await made.openComparison();
  await made.press('Score 6 gold pairs');
  made.refusal = Response.json({ detail: 'Only curators do that.' }, { status: 403 });
  await made.press('Adopt helpful version 2');
  await shows('It holds in this browser. Only a curator can adopt it for the team.');
  expect(made.text).not.toContain('adopted by the team');
  await made.press('Back to helpful version 1');
  await vi.waitFor(() => expect(made.studio.models.active.name).toBe(made.old.digest));
  expect(made.told).toEqual([2]);
  made.refusal = new Response(null, { status: 500 });
  await made.press('Adopt helpful version 2');
  await shows('the team could not be told');
  expect(made.studio.models.active.name).toBe(made.new.digest);
  made.refusal = null;
  await made.press('Tell the team again');
  await shows('This server says so to everybody');
  expect(made.told).toEqual([2, 2, 2]);
  await made.room.leave();
  await made.room.enter('#/models', made.services);
  await shows('helpful version 2 is adopted here since');
  await made.press('Back to helpful version 1');
  await vi.waitFor(() => expect(made.studio.models.active.name).toBe(made.old.digest));
});

test('gold of all data sets counts, with what people verified of it as slices; a model that leaves is said', async () => {
  made.margins = { old: (row) => (row % 2 ? 1 : -1), new: () => 1 };
  await made.enter(12);
  await made.judge(rowsTo(10));
  const verified = (row: number) => ({
    ...{ type: 'attributes' as const, pair: made.pairId(row), supersedes: [] },
    data: { category: row < 5 ? ('math' as const) : ('planning' as const), ...unsaid },
  });
  await made.studio.append(rowsTo(10).map(verified));
  await made.load(7);
  await made.judge(rowsTo(5));
  made.studio.router.go('models');
  await made.openComparison();
  await made.press('Score 15 gold pairs');
  await shows('on 15 gold pairs');
  expect(made.room.engine.asked.flat()).toHaveLength(4 * 15);
  await page.getByText('By attribute').click();
  const dataSets = page.getByRole('row', { name: /^data set: adoption-/ });
  await vi.waitFor(() => expect(dataSets.all()).toHaveLength(2));
  await line(/^category, verified: Math \+60.0 .* 5 40.0 % 100.0 %/);
  await line(/^category, verified: Planning \+40.0 .* 5 60.0 % 100.0 %/);
  await made.studio.removeCheckpoint(made.new.digest);
  await shows('helpful version 2 is not in this browser any more.');
  await expect.element(page.getByRole('button', { name: /^Adopt/ })).not.toBeInTheDocument();
});

test('gold of a colleague stays hidden until the person wants to see it; then it is remembered, and no verdict on it is blind', async () => {
  made.margins = { old: () => -1, new: () => 1 };
  await made.enter(6);
  await made.judge([0, 1]);
  await made.colleagueJudges([2, 3, 4]);
  await made.openComparison();
  await made.press('Score 5 gold pairs');
  await shows('on 5 gold pairs');
  await page.getByText('Newly right (5)').click();
  await line(/Question 1 .* −1.00 \+1.00/);
  await vi.waitFor(() => expect(made.text.match(/hidden until judged/g)).toHaveLength(3));
  const { revealed, othersSeen } = made.studio;
  const seen = () =>
    rowsTo(6).map((row) => revealed.hasItself(made.pairId(row)) && othersSeen.hasItself(made.pairId(row)));
  expect(seen()).toEqual([false, false, false, false, false, false]);
  await page.getByRole('switch', { name: 'Show labels and rewards' }).click();
  await vi.waitFor(() => expect(seen()).toEqual([false, false, true, true, true, false]));
  expect(made.text).not.toContain('hidden until judged');
});

test('all of it goes by keyboard', async () => {
  made.margins = { old: () => -1, new: () => 1 };
  await made.enter(8);
  await made.judge(rowsTo(8));
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name });
    await expect.element(button).toBeEnabled();
    for (let step = 0; step < 80 && document.activeElement !== button.element(); step++) await userEvent.tab();
    expect(document.activeElement).toBe(button.element());
    await userEvent.keyboard('{Enter}');
  };
  await press('Old against new with helpful version 2');
  await press('Score 8 gold pairs');
  expect(document.activeElement?.closest('[data-old-against-new]')).not.toBeNull();
  await shows('better by 100.0 points');
  await press('Adopt helpful version 2');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toMatch(/^helpful version 2 is adopted/));
  await press('Close');
  expect(document.activeElement?.textContent).toContain('Old against new');
  await press('Back to helpful version 1');
  await vi.waitFor(() => expect(made.studio.models.active.name).toBe(made.old.digest));
});
