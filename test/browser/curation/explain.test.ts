import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { madeData, prefer } from '../../verdicts/madeEvents';
import { axeFindings } from '../axeFindings';
import { finishedBoard, madeExplanation } from './madeBoard';
import { MadeCuration } from './MadeCuration';

let server: MadeCuration;
let pair: string;

beforeEach(async () => {
  pair = crypto.randomUUID().replaceAll('-', '').repeat(2);
  server = new MadeCuration();
  await server.begin();
  server.tell(finishedBoard('example'));
  server.explanations = { [pair]: madeExplanation(pair) };
});
afterEach(() => server.end());

const explained = () => server.asked.filter((path) => path.includes('/pairs/'));
const axe = async () => axeFindings(document.querySelector('main') ?? document.body);

test('a pair that was not judged is explained only when the person says so, and is revealed before it is asked for', async () => {
  await server.enter();
  await server.shows('How did a pair get its label?');
  const field = page.getByRole('textbox', { name: "The pair's id" });
  await field.click();
  await userEvent.keyboard(`  ${pair} {Enter}`);
  await server.shows('You have not judged this pair');
  expect(location.hash).toBe(`#/curation?plan=example&pair=${pair}`);
  expect(explained()).toEqual([]);
  expect(server.room.studio.revealed.has(pair)).toBe(false);
  expect(await axe()).toEqual([]);
  const { revealed } = server.room.studio;
  const order: string[] = [];
  const add = revealed.add.bind(revealed);
  vi.spyOn(revealed, 'add').mockImplementation(async (pairs) => {
    order.push(`asked before: ${explained().length}`);
    await add(pairs);
  });
  await page.getByRole('button', { name: 'Show its label' }).click();
  await server.shows('The second response is chosen: silver');
  expect(order).toEqual(['asked before: 0']);
  expect(revealed.has(pair)).toBe(true);
});

test('verdicts, votes by model, rewards, versions and the steps stand there, the origin in a word beside its colour', async () => {
  await server.enter(`#/curation?plan=example&pair=${pair}`);
  await page.getByRole('button', { name: 'Show its label' }).click();
  await server.shows('silvermachine');
  for (const said of [
    '2 people under assay@1: second',
    'judge-one',
    '+2.5000',
    '\u22122.6250',
    '1f2e3d',
    'judge@1: vote second',
  ])
    expect(server.text).toContain(said);
  expect(await axe()).toEqual([]);
  await page.viewport(390, 844);
  const main = document.querySelector('main');
  expect(main && main.scrollWidth <= main.clientWidth).toBe(true);
  await page.getByRole('link', { name: 'To the board' }).click();
  await server.shows('Live');
});

test('a pair with an own verdict is explained at once, and counts as revealed all the same', async () => {
  await server.enter('#/home');
  const { studio } = server.room;
  await studio.append([{ type: 'verdict', pair, supersedes: [], data: madeData(prefer(2)) }]);
  studio.router.go('curation', { plan: 'example', pair });
  await server.shows('The second response is chosen');
  expect(studio.revealed.has(pair)).toBe(true);
});

test("who has seen others' verdicts of a pair only is warned before its rewards are shown", async () => {
  await server.enter('#/home');
  await server.room.studio.othersSeen.add([pair]);
  server.room.studio.router.go('curation', { plan: 'example', pair });
  await server.shows('You have not judged this pair');
  expect(explained()).toEqual([]);
});

test('where the record cannot be written nothing is asked and nothing is shown', async () => {
  await server.enter(`#/curation?plan=example&pair=${pair}`);
  vi.spyOn(server.room.studio.revealed, 'add').mockRejectedValue(new Error('The disk is full.'));
  await page.getByRole('button', { name: 'Show its label' }).click();
  await server.shows('The disk is full.');
  expect(explained()).toEqual([]);
});

test('a pair that the plan does not know is said in the words of the server', async () => {
  await server.enter('#/curation?plan=example&pair=unknown');
  await page.getByRole('button', { name: 'Show its label' }).click();
  await server.shows('No finished step of the plan has a pair unknown.');
});

test('a pair without a plan goes to the only plan, and of several to the one that is chosen', async () => {
  await server.enter(`#/curation?pair=${pair}`);
  await server.shows('by plan example');
  server.tell(finishedBoard('other'));
  await server.look();
  await server.shows('by plan example');
  server.room.studio.router.go('curation', { pair });
  await server.shows('Choose the plan in which the pair got its label');
  await page.getByRole('link', { name: 'other' }).click();
  await server.shows('by plan other');
});

test('Why this side leads to how its pair got its label, where plans are to be seen', async () => {
  await server.enter('#/home');
  await server.room.load(2);
  const { studio } = server.room;
  const id = studio.open?.pairId(0) ?? '';
  await studio.revealed.add([id]);
  studio.router.go('why', { pair: id });
  await expect
    .element(page.getByRole('link', { name: 'How did this pair get its label?' }))
    .toHaveAttribute('href', `#/curation?pair=${id}`);
});
