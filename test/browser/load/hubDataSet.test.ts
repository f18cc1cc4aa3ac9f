import axe from 'axe-core';
import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import type { Fault, SeenRequest } from '../../support/hub/StandInHub';
import { openStudio, type OpenStudio } from './openStudio';

let open: OpenStudio;
const hub = inject('hub');

async function control(faults: Record<string, Fault> = {}): Promise<void> {
  await fetch(`${hub}/control`, { method: 'POST', body: JSON.stringify(faults) });
}

async function requests(): Promise<SeenRequest[]> {
  return (await (await fetch(`${hub}/control`)).json()) as SeenRequest[];
}

beforeEach(async () => {
  await control();
  open = await openStudio('#/load');
  open.studio.importing.hub.hub = hub;
});

afterEach(async () => {
  for (const { id } of open.studio.dataSets) await open.studio.removeDataSet(id);
  await open.studio.store.putSetting('hub-address', 'https://huggingface.co');
  await open.close();
});

function shows(text: string | RegExp): Promise<void> {
  return vi.waitFor(() => expect(open.text()).toMatch(text), { timeout: 20_000 });
}

async function look(name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Data set' }).fill(name);
  await page.getByRole('button', { name: 'See what it has' }).click();
}

test('a data set is found by its name: licence, configs, splits, sizes and card, of which nothing runs', async () => {
  await look('maker/pairs');
  await shows(/maker\/pairs at [0-9a-f]{7}, licence: mit/);
  await shows(/train: 2 files, .*test: 1 file, .*all splits together/);
  await page.getByText('Its card').click();
  await shows(/From nobody\./);
  expect(document.querySelector('.room script')).toBeNull();
  expect(window).not.toHaveProperty('ran');
  const { violations } = await axe.run(document.querySelector('.room') ?? document.body);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('a split of Parquet shards is loaded from the hub by ranges, and the data set says where it is from', async () => {
  await look(`${hub}/datasets/maker/pairs`);
  await page.getByRole('button', { name: /^Look at/ }).click();
  await shows(/Prompt, chosen and rejected as texts/);
  await page.getByRole('button', { name: 'Load 2 files' }).click();
  await shows(/70 pairs loaded/);
  await shows(/maker\/pairs at [0-9a-f]{7}, mit, http/);
  expect(open.studio.dataSets.at(-1)?.name).toBe('maker/pairs (train)');
  const seen = (await requests()).filter(({ path, method }) => path.endsWith('.parquet') && method === 'GET');
  expect(seen.every(({ host, range }) => host === 'hub' || range !== null)).toBe(true);
});

test('a gated data set says where its licence is accepted; with a token it loads, and the token is stored nowhere', async () => {
  await look('maker/gated-pairs');
  await page.getByRole('button', { name: /^Look at/ }).click();
  await shows(/maker\/gated-pairs is gated \(401\): open .*datasets\/maker\/gated-pairs, accept the licence/);
  await page.getByText('Access token and hub address').click();
  await page.getByLabelText(/^Access token/).fill('hf_right');
  await page.getByRole('button', { name: /^Look at 0|^Look at \d/ }).click();
  await page.getByRole('button', { name: 'Load this file' }).click();
  await shows(/3 pairs loaded/);
  expect(JSON.stringify(open.studio.dataSets)).not.toContain('hf_right');
  const tokens = (await requests()).map(({ host, authorization }) => [host, authorization]);
  expect(tokens).toContainEqual(['hub', 'Bearer hf_right']);
  expect(tokens).not.toContainEqual(['cdn', 'Bearer hf_right']);
});

test('a token does not follow the address of a page on another hub', async () => {
  const { hub: source } = open.studio.importing;
  source.hub = 'https://hub.invalid';
  source.token = 'hf_right';
  await look(`${hub}/datasets/maker/gated-pairs`);
  await shows(/token was given for https:\/\/hub\.invalid and is not sent to http/);
  await look(`${hub}/datasets/maker/gated-pairs`);
  await shows(/maker\/gated-pairs at/);
  expect((await requests()).map(({ authorization }) => authorization)).not.toContain('Bearer hf_right');
});

test('who waits for a busy hub can end the waiting, and ask again', async () => {
  await control({ api: { status: 429, retryAfter: '30' } });
  await look('maker/pairs');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await control();
  await look('maker/pairs');
  await shows(/licence: mit/);
});

test('a missing data set, a wrong name and a hub that limits its callers are said in words', async () => {
  await look('maker/never');
  await shows(/gated, private or not there/);
  await look('two words');
  await shows(/named OWNER\/NAME/);
  await control({ api: { status: 429, retryAfter: '90' } });
  await look('maker/pairs');
  await shows(/takes no more requests for now \(429\); wait 90 s/);
});

test('a file that changes while it is loaded ends the import, and nothing of it is kept', async () => {
  const before = open.studio.dataSets.length;
  await look('maker/pairs');
  await page.getByRole('button', { name: /^Look at/ }).click();
  await shows(/Load 2 files/);
  await control({ 'data/train-00001-of-00002.parquet': { status: 416 } });
  await page.getByRole('button', { name: 'Load 2 files' }).click();
  await shows(/it has changed/);
  expect(open.studio.dataSets.length).toBe(before);
  await control();
  await page.getByRole('button', { name: 'Look at the same again' }).click();
  await page.getByRole('button', { name: 'Load 2 files' }).click();
  await shows(/70 pairs loaded/);
});
