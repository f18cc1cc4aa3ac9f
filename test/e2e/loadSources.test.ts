import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { card, jsonLines, parquetOf } from '../pairs/sources/hubFiles';
import { StandInHub } from '../support/hub/StandInHub';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const sample = fileURLToPath(new URL('../../public/samples/llmbar-natural.json', import.meta.url));

let server: TestServer;
let hub: StandInHub;
let browser: BrowserContext;
let page: Page;

beforeAll(async () => {
  hub = await StandInHub.start();
  const files = new Map([
    ['README.md', card],
    ['data/train-00000-of-00001.parquet', parquetOf(2000, 'far')],
  ]);
  hub.add('datasets/maker/far', files, { licence: 'mit', token: 'hf_right', isGated: true });
  server = await startServer();
  browser = await launchChromium(await makeProfile());
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await hub?.close();
});

async function faultsOfAxe(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('the built studio, whose policy lets one worker reach hubs, loads a gated data set by keyboard alone', async () => {
  await page.goto(`${server.address}#/load`);
  await page.getByText('Access token and hub address').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Access token/).focus();
  await page.keyboard.type('hf_right');
  await page.getByLabel('Hub address').fill(hub.base);
  await page.getByRole('textbox', { name: 'Data set', exact: true }).focus();
  await page.keyboard.type('maker/far');
  await page.keyboard.press('Enter');
  await page.getByText('licence: mit').waitFor();
  expect(await faultsOfAxe()).toEqual([]);
  await page.getByRole('button', { name: /^Look at/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Load this file' }).waitFor();
  expect(await faultsOfAxe()).toEqual([]);
  await page.getByRole('button', { name: 'Load this file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '2,000 pairs loaded' }).waitFor();
  expect(await faultsOfAxe()).toEqual([]);
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([databases, { ...localStorage }, document.cookie]);
  });
  expect(kept).not.toContain('hf_right');
});

test('the page itself reaches no hub', async () => {
  const outcome = await page.evaluate((address) => fetch(address).then(String, String), hub.base);
  expect(outcome).toMatch(/TypeError/);
});

test('packed and plain files that are chosen together become one data set', async () => {
  const text = await readFile(sample);
  await page.goto(`${server.address}#/load`);
  await page.reload();
  await page.getByLabel('Preference files', { exact: true }).setInputFiles([
    { name: 'natural.json', mimeType: 'application/json', buffer: text },
    { name: 'natural.json.gz', mimeType: 'application/gzip', buffer: gzipSync(text) },
    { name: 'near.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from(parquetOf(10, 'near')) },
  ]);
  await page.getByText('JSON, in gzip').waitFor();
  expect(await faultsOfAxe()).toEqual([]);
  await page.getByRole('button', { name: 'Load 3 files' }).click();
  await page.getByRole('heading', { name: '110 pairs loaded' }).waitFor();
  expect(await page.getByRole('row', { name: /^duplicates/ }).innerText()).toMatch(/100/);
  expect(await faultsOfAxe()).toEqual([]);
});

test('a file that another program writes to before it is loaded is not mixed: the import ends and says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-changing-'));
  const path = join(folder, 'changing.jsonl');
  await writeFile(path, jsonLines(2000, 'before'));
  await page.goto(`${server.address}#/load`);
  await page.reload();
  await page.getByLabel('Preference files', { exact: true }).setInputFiles(path);
  await page.getByRole('button', { name: 'Load this file' }).waitFor();
  await writeFile(path, jsonLines(2500, 'after'));
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.getByText('The file was changed or removed on disk while it was read. Choose it again.').waitFor();
  await page.getByLabel('Preference files', { exact: true }).setInputFiles(path);
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.getByRole('heading', { name: '2,500 pairs loaded' }).waitFor();
  await rm(folder, { recursive: true });
});

test('an import that is ended leaves nothing, and the next one begins at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-long-'));
  const path = join(folder, 'long.jsonl');
  await writeFile(path, jsonLines(400_000, 'long'));
  await page.goto(`${server.address}#/load`);
  await page.reload();
  await page.getByLabel('Preference files', { exact: true }).setInputFiles(path);
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.getByText(/rows\/s/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByLabel('Preference files', { exact: true }).setInputFiles(sample);
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.getByRole('heading', { name: '100 pairs loaded' }).waitFor();
  await page.goto(`${server.address}#/home`);
  expect(await page.getByText('long.jsonl').count()).toBe(0);
  await rm(folder, { recursive: true });
});
