import { page } from 'vitest/browser';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OpenDataSet } from '../../../src/studio/OpenDataSet.svelte';
import { reportOf } from '../../../src/studio/report/reportOf.svelte';
import { draftVerdict } from '../../../src/verdicts/draftVerdict';
import type { Strength, VerdictData } from '../../../src/verdicts/VerdictEvent';
import type { ScoreRequest } from '../../../src/engine/contract';
import { fileOf, openStudio, type OpenStudio } from '../load/openStudio';
import { MadeCheckpoints } from '../models/MadeCheckpoints';
import { MadeEngine } from '../models/MadeEngine';

const pairs = 60;
const topics = ['a cake', 'a bridge', 'the weather', 'chess', 'a tax form', 'an old poem'];

/** Pairs whose better response is helpful and whose other one refuses, so that a head has something to learn. */
function pairFile(): File {
  const mark = crypto.randomUUID();
  const lines = Array.from({ length: pairs }, (_, row) => {
    const prompt = `Tell me about ${topics[row % topics.length] ?? ''}. ${'More. '.repeat(row % 13)}${mark} ${String(row)}`;
    const chosen = `Gladly: here is step ${String(row)}, with an example and the reason behind it.`;
    return JSON.stringify({ prompt, chosen, rejected: `No. I do not care about ${String(row)}.` });
  });
  return fileOf('report.jsonl', lines.join('\n'));
}

/** Helpful responses and refusals have states on two sides of zero. */
class TwoSides extends MadeEngine {
  override hidden(requests: ScoreRequest[]): Promise<(Float32Array | null)[]> {
    const states = requests.map(({ messages }, at) => {
      const isHelpful = messages.at(-1)?.content.startsWith('Gladly') ?? false;
      return Float32Array.of(isHelpful ? 1 : -1, Math.sin(7 * at), Math.cos(3 * at));
    });
    return Promise.resolve(states);
  }
}

let room: OpenStudio;

beforeAll(async () => {
  room = await openStudio('#/report', { engine: new TwoSides(), checkpoints: new MadeCheckpoints(), ledgerCopy: null });
  await room.studio.importing.take([pairFile()]);
  await room.studio.importing.start();
  await vi.waitFor(() => expect(room.studio.open?.index.length).toBe(pairs), { timeout: 20_000 });
  location.hash = '#/report';
});

afterAll(async () => {
  const id = room.studio.open?.dataSet.id;
  if (id) await room.studio.removeDataSet(id);
  await room.close();
});

/** Gives the verdict of a row: strength towards the labelled response above 0, against it below. */
async function give(row: number, towards: Strength, change: Partial<VerdictData> = {}): Promise<void> {
  const { studio } = room;
  const { open } = studio;
  if (!open) throw new Error('No data set is open.');
  const labelsFirst = open.index.labels[row] === 1;
  const data: VerdictData = {
    choice: { kind: 'preference', strength: (labelsFirst ? -towards : towards) as Strength },
    ...{ visibility: 'blind', left: 'first', rationale: '', reasons: ['style'], elapsedMs: 4000 + 100 * row },
    ...{ queueReason: row % 3 === 0 ? 'random' : 'order', protocol: 'made@1' },
    ...change,
  };
  await studio.append([draftVerdict(studio.fold, open.pairId(row), data)]);
}

const figure = (name: string) => {
  const head = [...document.querySelectorAll('tbody th')].find((cell) => cell.textContent === name);
  return head?.closest('tr')?.textContent.replace(/\s+/g, ' ').trim();
};

test('an empty report says of each figure what it needs', async () => {
  await vi.waitFor(() => expect(room.text()).toContain('You have judged no pair'), { timeout: 20_000 });
  expect(figure('Wrong labels')).toContain('not known');
  for (const words of [
    'No pair of the random sample',
    'No pair has come back',
    'is known: adjudicated',
    'It needs 20 blind',
  ])
    expect(room.text()).toContain(words);
});

test('figures follow the ledger: wrong labels from the random sample alone, repeats, deference', async () => {
  for (let row = 0; row < 45; row++) await give(row, row % 9 === 0 ? -2 : 2);
  await give(1, 2, { occasion: 'repeat', left: 'second' });
  await give(2, -2, { occasion: 'repeat', left: 'second' });
  await give(9, 2, { visibility: 'revealed' });
  // Of the rows 0, 3, ... 42 every third is judged against its label: 0, 9, 18, 27, 36.
  await vi.waitFor(() => expect(figure('Revised to the label')).toContain('1 of 5'));
  expect(figure('Wrong labels')).toContain('5 of 15');
  expect(figure('Self-consistency')).toContain('1 of 2');
  expect(document.querySelector('[data-testid=stop-rule]')?.textContent).toMatch(/would bring it under 2 points/);
  expect(room.text()).not.toContain('You have judged no pair');
});

test('an undone verdict leaves the figures again', async () => {
  const { studio } = room;
  const pair = studio.open?.pairId(45) ?? '';
  await give(45, -1);
  await vi.waitFor(() => expect(figure('Wrong labels')).toContain('6 of 16'));
  const ids = studio.fold.ownVerdicts(pair).map(({ id }) => id);
  await studio.append([{ type: 'retraction', pair, supersedes: ids, data: { reason: 'undo' } }]);
  await vi.waitFor(() => expect(figure('Wrong labels')).toContain('5 of 15'));
});

test(
  'a refit reads the states of the judged pairs and shows head, model and control with intervals',
  { timeout: 120_000 },
  async () => {
    await page.getByRole('button', { name: /Refit on 45 verdicts/ }).click();
    await vi.waitFor(() => expect(figure('Refitted head')).toContain('of 45'), { timeout: 20_000 });
    // All but the five verdicts against the label follow one direction.
    expect(figure('Refitted head')).toContain('40 of 45');
    expect(figure('Model as it is')).toContain('not known');
    expect(figure('Heads that know nothing')).toContain('100 heads');
    // No event came of it: a head never makes a label.
    const events = await room.studio.ledger.events();
    const own = new Set(Array.from({ length: pairs }, (_, row) => room.studio.open?.pairId(row)));
    expect(events.filter(({ pair }) => own.has(pair))).toHaveLength(50);
  },
);

test('with the box ticked the next batch of ten verdicts is refitted alone, in any room', async () => {
  await page.getByRole('checkbox', { name: /Refit alone/ }).click();
  location.hash = '#/home';
  await vi.waitFor(() => expect(room.text()).toContain('Data sets'));
  for (let row = 45; row < 55; row++) await give(row, 1);
  const { refit } = reportOf(room.studio, room.studio.open as OpenDataSet);
  await vi.waitFor(() => expect(refit.result?.pairs).toBe(55), { timeout: 20_000 });
  const margins = refit.margins();
  expect([...(margins?.rows ?? [])]).toEqual(Array.from({ length: 55 }, (_, row) => row));
  const labels = room.studio.open?.index.labels ?? [];
  const agreeing = [...(margins?.values ?? [])].filter((margin, row) => margin > 0 === (labels[row] === 1));
  expect(agreeing).toHaveLength(55);
  location.hash = '#/report';
  await vi.waitFor(() => expect(figure('Refitted head')).toContain('of 55'));
});

test.each(['light', 'dark'])('axe finds nothing in it, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const { violations } = await axe.run(document.body, { resultTypes: ['violations'] });
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`),
  ).toEqual([]);
});

test.each([
  [1440, 900],
  [390, 844],
])('nothing is wider than a window of %i by %i', async (width, height) => {
  await page.viewport(width, height);
  const main = document.querySelector('main');
  expect(main?.scrollWidth).toBeLessThanOrEqual(main?.clientWidth ?? 0);
});
