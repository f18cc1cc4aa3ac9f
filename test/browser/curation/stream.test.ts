import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { madeBoard, madeIteration } from './madeBoard';
import { MadeCuration, problem } from './MadeCuration';

let server: MadeCuration;

beforeEach(async () => {
  server = new MadeCuration();
  await server.begin();
});
afterEach(() => server.end());

const later = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;
const judging = (done: number) => ({ step: { label: 'judge@1', stage: 'judge', done, all: 12 }, at: later(done) });

test('what happens is on the board as it comes, and only a change of the state is said', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter();
  await server.shows('judges vote, iteration 1: 3 of 12');
  await server.shows('Live');
  server.tell(madeBoard('example', judging(4)));
  await server.shows('4 of 12');
  expect(server.said).toBe('');
  const waiting = { step: 'human@1', task: 'example iteration 1', wanted: 40, arrived: 12 };
  server.tell(madeBoard('example', { ...judging(5), state: 'waiting', step: null, waiting }));
  await server.shows('12 of 40 pairs judged (people judge, iteration 1)');
  expect(server.said).toBe('Curation: plan example waits for people (people judge, iteration 1).');
  await expect.element(page.getByRole('link', { name: 'Tasks on Home' })).toHaveAttribute('href', '#/home');
  await expect.element(page.getByRole('progressbar', { name: 'Pairs that people have judged' })).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Curation waits' })).toBeVisible();
});

test('a change of state is said in any room, from the list that is asked for each minute', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter('#/home');
  await vi.waitFor(() => expect(server.asked).toContain(''));
  server.tell(madeBoard('example', { ...judging(6), state: 'done', step: null }));
  await server.look();
  expect(server.said).toBe('Curation: plan example is done.');
  await expect.element(page.getByRole('link', { name: 'Curation done' })).toBeVisible();
});

test.each([
  [1440, 900],
  [390, 844],
])('a stream that is lost is said, and the board moves nowhere meanwhile, at %i by %i', async (width, height) => {
  server.tell(madeBoard('example', { ...judging(3), iterations: [madeIteration(1)] }));
  await server.enter();
  await server.shows('Live');
  await page.viewport(width, height);
  const top = () => page.getByRole('heading', { name: 'Iterations' }).element().getBoundingClientRect().top;
  const before = top();
  server.refusal = () => problem(502, 'The gateway got no answer.');
  server.open.forEach((stream) => stream.break());
  await server.shows('Not live, figures of');
  await server.shows('The gateway got no answer');
  await server.shows('3 of 12');
  expect(top()).toBe(before);
  expect(server.said).toBe('');
  server.refusal = null;
  server.boards.set('example', madeBoard('example', judging(9)));
  await page.getByRole('button', { name: 'Try now' }).click();
  await server.shows('9 of 12');
  await server.shows('Live');
  expect(top()).toBe(before);
});

test('a connection that breaks once is made again by itself, with the id of the last word', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter();
  await server.shows('Live');
  server.boards.set('example', madeBoard('example', judging(7)));
  server.open.forEach((stream) => stream.break());
  await server.shows('7 of 12');
  expect(server.streams.at(-1)?.lastId).toBe('1');
  expect(server.open).toHaveLength(1);
});

test('without the server the last board is there with its time, also in the next visit', async () => {
  server.tell(madeBoard('example', { ...judging(3), iterations: [madeIteration(1)] }));
  await server.enter();
  await server.shows('Live');
  await server.room.leave();
  server.refusal = () => {
    throw new TypeError('Failed to fetch');
  };
  await server.enter();
  await server.shows('Not live, figures of Nov 24, 2026');
  await server.shows('120,400');
  await expect.element(page.getByRole('link', { name: 'Curation iter. 2' })).toBeVisible();
});

test("a gateway's page in the place of the server takes nothing away, and the server is asked again", async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter();
  await server.shows('Live');
  server.refusal = () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
  await server.look();
  await server.shows('3 of 12');
  server.refusal = null;
  server.tell(madeBoard('other', judging(4)));
  await server.look();
  await page.getByRole('link', { name: 'All plans' }).click();
  await server.shows('other');
});

test('what an older studio kept and this one cannot read is left out', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter('#/home');
  await server.room.studio.store.putSetting('curation', {
    list: 'none',
    at: 'then',
    boards: { example: { version: 0 } },
  });
  await server.room.leave();
  await server.enter();
  await server.shows('3 of 12');
});

test('while the page is hidden no stream is held, and it is asked for again when it shows', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter();
  await server.shows('Live');
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(server.open).toHaveLength(0));
  server.boards.set('example', madeBoard('example', judging(8)));
  hidden.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
  await server.shows('8 of 12');
  server.room.studio.router.go('home');
  await vi.waitFor(() => expect(server.open).toHaveLength(0));
});

test('a plan that the server no longer has is said, and nothing of another is shown', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter('#/curation?plan=constructor');
  await server.shows('No plan constructor in this project');
  await server.shows('Nothing was ever seen of this plan here');
  expect(server.text).not.toContain('3 of 12');
});

test('words that are no board are refused, and the last board stays', async () => {
  server.tell(madeBoard('example', judging(3)));
  await server.enter();
  await server.shows('Live');
  const broken = { ...madeBoard('example', judging(5)), cost: { calls: 'many' } };
  server.open.forEach((stream) => stream.send(`event: board\ndata: ${JSON.stringify(broken)}\n\n`));
  await server.shows('Not live');
  await server.shows('3 of 12');
});
