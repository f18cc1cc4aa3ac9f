import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../../src/curation/board/Board';
import { axeFindings } from '../axeFindings';
import { finishedBoard, madeBoard, madeIteration } from './madeBoard';
import { MadeCuration } from './MadeCuration';

const server = new MadeCuration();
const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>\u202e{{7*7}}${'x'.repeat(3000)}`;
const huge = 9_007_199_254_740_991;

const boards: Record<string, Partial<Board>> = {
  begun: {},
  'of-people': {
    ...{ state: 'waiting', step: null, iterations: [madeIteration(1, { accuracy: null, model: null })] },
    waiting: { step: 'human@1', task: 'human-1-53b5.jsonl', wanted: 40, arrived: 0 },
  },
  lost: { state: 'lost', iterations: [madeIteration(1)] },
  failed: { state: 'failed', reason: 'judge@1: the machine judge-one answered 401. Check the key in JUDGE_KEY.' },
  stopped: { state: 'stopped', reason: 'Interrupted.' },
  training: {
    step: { label: 'train@2', stage: 'train', done: 40, all: 120 },
    iterations: [
      madeIteration(1),
      madeIteration(2, {
        ...{ accuracy: null, gold: null, silver: null, discarded: null, disagreement: null, flipped: null },
        training: {
          run: 'r-2',
          phase: 'running',
          step: 40,
          steps: 120,
          startedAt: '2026-11-24T00:10:00.000Z',
          hours: 0.2,
          figures: [{ step: 40, loss: 0.61, goldAccuracy: null }],
        },
      }),
    ],
  },
};

beforeAll(async () => {
  await server.begin();
  for (const [plan, changes] of Object.entries(boards)) server.tell(madeBoard(plan, changes));
  server.tell(finishedBoard('done'));
  await server.enter();
});
beforeEach(() => page.viewport(1440, 900));
afterAll(async () => {
  await page.viewport(1280, 900);
  await server.end();
});

async function show(plan: string): Promise<HTMLElement> {
  server.room.studio.router.go('curation', { plan });
  await vi.waitFor(() => expect(document.querySelector('main #plan-title')?.textContent).toBe(plan));
  await server.shows('Cost');
  const main = document.querySelector<HTMLElement>('main');
  if (!main) throw new Error('There is no room.');
  return main;
}

const sizes: [number, number][] = [
  [1440, 900],
  [390, 844],
];
test.each(
  Object.keys(boards)
    .concat('done')
    .flatMap((plan) => sizes.map((size) => [plan, ...size] as const)),
)(
  'axe finds nothing in the board "%s" at %i by %i, and nothing is wider than the screen',
  async (plan, width, height) => {
    const main = await show(plan);
    await page.viewport(width, height);
    expect(await axeFindings(main)).toEqual([]);
    expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
  },
);

test('a plan that does not go on by itself says what to do; one in a folder says where the pairs are', async () => {
  for (const plan of ['lost', 'failed', 'stopped']) {
    await show(plan);
    await server.shows('assay curate resume plan.yaml');
  }
  await server.shows('Interrupted.');
  await show('of-people');
  await server.shows("The pairs lie on the server's machine as human-1-53b5.jsonl");
  expect(server.text).not.toContain('resume');
});

test('a training shows its loss and its gold accuracy by step as it goes on; earlier ones can be chosen', async () => {
  await show('training');
  await server.shows('running, step 40 of 120');
  await server.shows('The training has not been measured on gold yet.');
  const [first, second] = boards['training']?.iterations ?? [];
  if (!first || !second?.training) throw new Error('There is no training.');
  const figures = [...second.training.figures, { step: 60, loss: 0.5, goldAccuracy: 0.8125 }];
  const training = { ...second.training, step: 60, figures };
  server.tell(madeBoard('training', { ...boards['training'], iterations: [first, { ...second, training }] }));
  await server.shows('running, step 60 of 120');
  await vi.waitFor(() => expect(server.text).not.toContain('has not been measured on gold yet'));
  const twin = page.getByRole('figure', { name: 'Accuracy on gold, by step' }).getByRole('button', { name: 'Table' });
  await twin.click();
  await server.shows('600.8125');
  await page.getByRole('combobox', { name: 'Model in the making' }).selectOptions('1');
  await server.shows('done, step 120 of 120');
});

test('the chart of accuracy has a table twin with every interval', async () => {
  await show('done');
  const figure = page.getByRole('figure', { name: 'Accuracy on gold, by iteration' });
  await figure.getByRole('button', { name: 'Table' }).click();
  const rows = figure.element().querySelectorAll('tbody tr');
  expect([...rows].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())[7]).toBe('80.90.870.92518,184');
  await figure.getByRole('button', { name: 'Table' }).click();
});

test('everything is reached by keyboard: the room by its keys, the tables to scroll, the steps, the pair', async () => {
  server.room.studio.router.go('home');
  await userEvent.keyboard('gu');
  await vi.waitFor(() => expect(location.hash).toBe('#/curation'));
  const main = await show('done');
  const stops = [...main.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
  document.querySelector<HTMLElement>('main [tabindex="0"]')?.focus();
  const reached = new Set<Element | null>();
  for (let at = 0; at < stops.length + 2; at++) {
    reached.add(document.activeElement);
    await userEvent.keyboard('{Tab}');
  }
  const missed = stops.filter(
    (stop) => !reached.has(stop) && stop.checkVisibility() && !(stop as HTMLButtonElement).disabled,
  );
  expect(missed.map(({ outerHTML }) => outerHTML.slice(0, 120))).toEqual([]);
  main.querySelector('summary')?.focus();
  await userEvent.keyboard('{Enter}');
  await server.shows('judge@1judges vote, iteration 1to be done');
});

test('on a phone the room stands under More, and targets have 24 pixels at least', async () => {
  await page.viewport(390, 844);
  const main = await show('done');
  await expect.element(page.getByRole('button', { name: 'More rooms, now in Curation' })).toBeVisible();
  const small = [...main.querySelectorAll('a[href], button, input, select, summary')].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility() && (width < 24 || height < 24);
  });
  expect(small.map(({ outerHTML }) => outerHTML.slice(0, 100))).toEqual([]);
});

test("a server's words are text and nothing else, however long, and its numbers may be of any size", async () => {
  const { iterations } = finishedBoard('hostile');
  server.tell(
    madeBoard('hostile', {
      ...{ state: 'failed', reason: hostile, step: { label: hostile, stage: hostile, done: huge, all: huge } },
      steps: [
        { label: hostile, counts: { [hostile]: huge } },
        { label: hostile, counts: null },
      ],
      iterations: iterations.map((one) => ({ ...one, ...{ iteration: huge, pool: huge, gold: huge, model: hostile } })),
      waiting: { step: hostile, task: hostile, wanted: huge, arrived: huge },
      cost: {
        verdicts: huge,
        humanHours: 1e300,
        calls: huge,
        tokensIn: huge,
        tokensOut: huge,
        gpuHours: 1e-9,
        money: 1e21,
      },
      final: {
        ...{ run: hostile, accuracy: { share: 0, low: 0, high: 1, pairs: 0 } },
        training: {
          run: hostile,
          phase: hostile,
          step: huge,
          steps: huge,
          startedAt: null,
          hours: huge,
          figures: [{ step: huge, loss: -1e9, goldAccuracy: 7 }],
        },
        registered: { model: hostile, version: huge, digest: hostile },
      },
      dataSet: { rows: huge, gold: huge, silver: 0 },
      stageTwo: { rows: 0, kept: huge, keptByJudges: 0, discarded: 0, flipped: 0, undecided: 0, asked: null },
    }),
  );
  for (const [width, height] of sizes) {
    const main = await show('hostile');
    await page.viewport(width, height);
    expect(main.querySelector('img, script')).toBeNull();
    expect(document.title).toBe('Curation - Assay');
    expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    expect(main.textContent).toContain('9,007,199,254,740,991');
    expect(await axeFindings(main)).toEqual([]);
  }
});
