import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { benchmarkDeskOf } from '../../../src/studio/benchmarks/benchmarkDeskOf';
import { axeFindings } from '../axeFindings';
import { MadeCheckpoints } from '../models/MadeCheckpoints';
import { MadeEngine } from '../models/MadeEngine';
import { BenchmarkRoom } from './BenchmarkRoom';

let engine: MadeEngine;
let room: BenchmarkRoom;
const button = (name: string | RegExp) => page.getByRole('button', { name });
const services = () => ({ engine, checkpoints: new MadeCheckpoints(), ledgerCopy: null });
const sources = ['mmlu-pro-law', 'livebench-reasoning-zebra', 'livebench-math', 'livecodebench'];

/** JudgeBench in its official layout; the made engine prefers the longer response, which is A in every item. */
function judgeBench(count: number, change: object = {}): File {
  const rows = Array.from({ length: count }, (_, at) => ({
    pair_id: `p${String(at)}`,
    source: sources[at % sources.length],
    question: `question ${String(at)}`,
    response_model: 'gpt-4o-2024-05-13',
    response_A: `the longer one of two ${String(at)}`,
    response_B: `short ${String(at)}`,
    label: at % 4 === 0 ? 'B>A' : 'A>B',
    ...(at === 1 ? change : {}),
  }));
  return new File([rows.map((row) => `${JSON.stringify(row)}\n`).join('')], 'judgebench.jsonl');
}

beforeEach(async () => {
  engine = new MadeEngine();
  room = new BenchmarkRoom();
  await room.enter('#/benchmarks?of=judgebench', services());
});
afterEach(async () => {
  engine.holding = null;
  await engine.cancel();
  await room.close();
  const { store } = room.studio;
  await store.putSetting('digest:demo', null);
});

/** The text of the first row of a table that has this title. */
function rowOf(title: string): string {
  const row = [...document.querySelectorAll('tbody tr')].find((one) => one.textContent.includes(title));
  return row?.textContent.replace(/\s+/g, ' ') ?? '';
}

async function takeData(file = judgeBench(40)): Promise<void> {
  room.choose('Files of the benchmark', file);
  await room.shows('40 items with 80 responses are here');
}

test('before a run it says what it will cost, and the texts that told it are not scored again', async () => {
  await takeData();
  await button('What will it cost?').click();
  await room.shows(
    /To score: 80 responses of 40 items, about [\d,]+ tokens, about .+ on this device \(from 24 responses/,
  );
  await button('Run').click();
  await room.shows('Done: all 80 responses');
  const asked = engine.asked.flat();
  expect([asked.length, new Set(asked).size]).toEqual([80, 80]);
});

test('a run ends with a report: figures with intervals, partial said, beside published models', async () => {
  await takeData();
  await button('Run').click();
  await page.getByRole('link', { name: 'See the report' }).click();
  await room.shows('made on JudgeBench');
  await room.shows('40 of 40 items count. Partial:');
  expect(rowOf('GPT-4o: all pairs')).toMatch(/75\.0 .*partial/);
  await page.getByRole('combobox', { name: 'Beside' }).selectOptions('Skywork-Reward-V2-Llama-3.1-8B-40M');
  await room.shows('The dashed stroke is its published figure.');
  expect(rowOf('GPT-4o: Math')).toContain('89.3');
  expect(await axeFindings(document.querySelector('.room') ?? document.body)).toEqual([]);
});

test('paused and after a reload it goes on where it was: nothing is scored twice', async () => {
  await takeData();
  engine.holding = 'score';
  await button('Run').click();
  await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
  await button('Pause').click();
  await room.shows('Nothing is scored twice.');
  const first = engine.asked.flat().length / 2; // the made engine gives the first half before it stands still
  room.desk.worker.end();
  await room.leave();
  engine.asked.length = 0;
  await room.enter('#/benchmarks', services());
  await room.shows('has not ended. What is scored is kept.');
  await page.getByRole('link', { name: 'Go there' }).click();
  await button('Go on').click();
  await room.shows('Done: all 80 responses');
  expect(engine.asked.flat()).toHaveLength(80 - first);
  expect(benchmarkDeskOf(room.studio).reports[0]?.report.result.scored).toBe(40);
});

test('a run that something else stopped makes no report of what it has: it says so and goes on', async () => {
  await takeData();
  engine.holding = 'score';
  await button('Run').click();
  await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
  await engine.cancel();
  await room.shows('The model was stopped from elsewhere in the studio.');
  expect(benchmarkDeskOf(room.studio).reports).toEqual([]);
  await button(/^(Run|Go on)$/).click();
  await room.shows('Done: all 80 responses');
  expect(benchmarkDeskOf(room.studio).reports[0]?.report.result.scored).toBe(40);
});

test('a response without a finite reward leaves its item out, and the report names it', async () => {
  await takeData();
  engine.notFinite = 1;
  await button('Run').click();
  await page.getByRole('link', { name: 'See the report' }).click();
  await room.shows('39 of 40 items count.');
  await page.getByText('1 item of the data without a finite reward').click();
  await room.shows('a reward that is no finite number');
  await button(/^No reward/).click();
  await room.shows('1 to 1 of 1');
});

test('benchmarks stay apart from data sets', async () => {
  await takeData();
  await button('Run').click();
  await room.shows('Done: all 80 responses');
  expect(room.studio.dataSets.filter(({ name }) => name.includes('judgebench'))).toEqual([]);
});

test.each([
  [
    'another version',
    { label: undefined, winner: 'A' },
    /row 2: the field "label" must be one of A>B, B>A; the row has no such field/,
  ],
  ['an id that is there twice', { pair_id: 'p0' }, /row 2: the id "p0" is that of judgebench\.jsonl, row 1 already/],
  ['an id that is missing', { pair_id: undefined }, /row 2: the field "pair_id" must be an id/],
])('data with %s are refused on the screen, with what is wrong', async (_, change, message) => {
  room.choose('Files of the benchmark', judgeBench(40, change));
  await room.shows(message);
  await room.shows('No data are here yet.');
});

test('rewards of the wrong number, NaN, constant ones, and none for these items, on the screen', async () => {
  await takeData();
  const scores = (rows: object[]) => new File([rows.map((row) => `${JSON.stringify(row)}\n`).join('')], 'scores.jsonl');
  room.choose('Files of rewards', scores([{ id: 'other', rewards: [1, 2] }]));
  await room.shows('has rewards for no item of these data of JudgeBench. Ids of items look like "p0"');
  room.choose('Files of rewards', scores([{ id: 'p1', score: 3 }]));
  await room.shows('the field "rewards" must be a list of rewards; the row has no such field');
  const constant = Array.from({ length: 10 }, (_, at) => ({ id: `p${String(at + 10)}`, rewards: [2, 2] }));
  const odd = [
    { id: 'p0', rewards: [1, 2, 3] },
    { id: 'p1', rewards: ['NaN', 1] },
  ];
  room.choose('Files of rewards', scores([...odd, ...constant]));
  await room.shows('Every item is a tie: the rewards are constant and tell nothing apart.');
  await page.getByText('30 items of the data without a finite reward').click();
  await room.shows('p0: another number of rewards than responses');
  await room.shows('p1: a reward that is no finite number');
});

test('a slice without items says so instead of a number', async () => {
  const only = judgeBench(40);
  const math = (await only.text()).split('\n').filter((line) => line.includes('livebench-math'));
  room.choose('Files of the benchmark', new File([math.join('\n')], 'judgebench.jsonl'));
  await room.shows('10 items with 20 responses');
  await button('Run').click();
  await page.getByRole('link', { name: 'See the report' }).click();
  await room.shows('10 of 10 items count.');
  expect(rowOf('GPT-4o: Coding')).toContain('no items');
});

test('data come from a hub, which a person names, and stay here', async () => {
  room.studio.router.go('benchmarks', { of: 'ppe-correctness' });
  await page.getByText('From a hub', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Hub address' }).fill(inject('hub'));
  await page.getByRole('textbox', { name: 'Data set' }).fill('maker/PPE-MATH-Best-of-K');
  await button('See what it has').click();
  await button(/^Look at/).click();
  await room.shows('2 items with 64 responses are here');
  expect(room.desk.data['ppe-correctness']?.files[0]?.name).toBe('PPE-MATH-Best-of-K/data/train.jsonl');
  const kept = await room.desk.kept.data('ppe-correctness');
  expect(kept?.files[0]?.content.size).toBeGreaterThan(100);
});

test('the first screen and a benchmark page have no accessibility findings', async () => {
  expect(await axeFindings(document.querySelector('.room') ?? document.body)).toEqual([]);
  room.studio.router.go('benchmarks');
  await room.shows('Beside the published models');
  expect(await axeFindings(document.querySelector('.room') ?? document.body)).toEqual([]);
});
