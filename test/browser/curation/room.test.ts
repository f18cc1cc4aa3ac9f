import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { axeFindings } from '../axeFindings';
import { finishedBoard, madeBoard, madeIteration } from './madeBoard';
import { MadeCuration, problem } from './MadeCuration';

let server: MadeCuration;

beforeEach(async () => {
  server = new MadeCuration();
  await server.begin();
});
afterEach(() => server.end());

const rail = () => page.getByRole('navigation', { name: 'Rooms' });
const axe = async () => axeFindings(document.querySelector('main') ?? document.body);

test('without a server nothing is asked and no room stands in the rail', async () => {
  await server.enter('#/home', false);
  await server.room.studio.models.refresh();
  expect(server.asked).toEqual([]);
  await expect.element(rail().getByRole('link', { name: /^Curation/ })).not.toBeInTheDocument();
});

test('a server that knows no plans of curation is asked once, and no room stands in the rail', async () => {
  server.refusal = () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
  await server.enter();
  await server.shows('No server that runs plans');
  await server.look();
  expect(server.asked.length).toBeLessThanOrEqual(2);
  await expect.element(rail().getByRole('link', { name: /^Curation/ })).not.toBeInTheDocument();
});

test('who may not see plans has no room, is told so by its address, and nothing of what was kept stays', async () => {
  server.tell(madeBoard('secret-plan'));
  await server.enter();
  await server.shows('secret-plan');
  server.refusal = () => problem(403, 'Only curators of the project may do that.');
  await server.look();
  await server.shows('Plans are for curators');
  expect(server.text).not.toContain('secret-plan');
  await expect.element(rail().getByRole('link', { name: /^Curation/ })).not.toBeInTheDocument();
  expect(JSON.stringify(await server.room.studio.store.setting('curation'))).not.toContain('secret-plan');
});

test('where nothing has been run it says what this is and the one command that begins it', async () => {
  await server.enter();
  await server.shows('No plan has been run yet');
  await server.shows('assay curate run plan.yaml');
  await expect.element(rail().getByRole('link', { name: /^Curation/ })).toBeVisible();
  expect(await axe()).toEqual([]);
});

test('several plans are a list, the one that was heard of last first, each a link to its board', async () => {
  server.tell(madeBoard('first-plan', { at: '2026-11-23T09:00:00.000Z', state: 'done', step: null }));
  server.tell(madeBoard('second-plan', { iterations: [madeIteration(1)] }));
  await server.enter();
  await vi.waitFor(() => expect(document.querySelectorAll('main li')).toHaveLength(2));
  const names = [...document.querySelectorAll('main li a')].map(({ textContent }) => textContent);
  expect(names).toEqual(['second-plan', 'first-plan']);
  expect(await axe()).toEqual([]);
  await page.getByRole('link', { name: 'first-plan' }).click();
  await server.shows('Live');
  expect(location.hash).toBe('#/curation?plan=first-plan');
  await page.getByRole('link', { name: 'All plans' }).click();
  await server.shows('Plans on this server');
});

test('the board of a finished plan has every figure in words and numbers', async () => {
  server.tell(finishedBoard('example'));
  await server.enter();
  await server.shows('Live');
  const text = server.text;
  for (const said of ['Done', '18,184', '963,200', '320 of 18,184 (1.8 %)', '90.0 %', '87.0 to 92.5 %', '14,300,000'])
    expect(text).toContain(said);
  for (const said of ['26,000,000 rows', '412', '19,500,000,000', 'over it', '82 %', 'no limit', '15,263,200 rows'])
    expect(text).toContain(said);
  for (const said of ['91.4 % of 18,184 gold pairs right', '90.9 to 91.9 %', 'Registered as helpful, version 4'])
    expect(text).toContain(said);
  await expect.element(page.getByRole('link', { name: /^Go to Models/ })).toHaveAttribute('href', '#/models');
  await expect.element(rail().getByRole('link', { name: 'Curation done' })).toBeVisible();
  expect(document.querySelectorAll('[aria-label="Iterations of stage 1"] tbody tr')).toHaveLength(8);
});
