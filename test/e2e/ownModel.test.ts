import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StandInHub } from '../support/hub/StandInHub';
import { confirmLoad } from './support/confirmLoad';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const files = fileURLToPath(new URL('../files/', import.meta.url));
const folder = join(files, 'decoders/qwen3-4to1-tied');
const templateName = 'chat_template.jinja';
/** Few and short: a software adapter or the processor has to score them. */
const pairs = 18;

let server: TestServer;
let hub: StandInHub;
let browser: BrowserContext;
let page: Page;

async function checkpointFiles(path: string): Promise<Map<string, Uint8Array>> {
  const names = (await readdir(path)).filter((name) => name !== 'expected.json');
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)));
}

const button = (name: string | RegExp) => page.getByRole('button', { name });

async function addFolder(): Promise<void> {
  await button('Add a model').click();
  await page.getByRole('radio', { name: 'Folder on this computer' }).click();
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
  await button('Copy and add').click();
  await page.getByText('Its graph is built when it is first loaded').waitFor();
  await button('Close').click();
}

/** Waits until the queue is empty; an entry that failed stays in it, and its reason is what the test then shows. */
async function queueIsDone(): Promise<void> {
  await page.getByText('Nothing is queued.').waitFor({ timeout: 240_000 });
}

async function showRewardsOf(name: RegExp): Promise<void> {
  await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
  const select = page.getByLabel('Show rewards of');
  await select.waitFor();
  const labels = await select.locator('option').allInnerTexts();
  await select.selectOption({ label: labels.find((label) => name.test(label)) ?? '' });
}

beforeAll(async () => {
  hub = await StandInHub.start();
  const dated = await checkpointFiles(join(files, 'decoders/llama-rope-tied'));
  const template = new TextDecoder().decode(dated.get(templateName));
  dated.set(templateName, new TextEncoder().encode(`{{- strftime_now('%d %b %Y') }}\n${template}`));
  hub.add('maker/llama-rope', dated, { token: 'hf_right', isGated: true, licence: 'llama3.2' });
  const bare = await checkpointFiles(join(files, 'decoders/qwen2-1to1-odd'));
  bare.delete(templateName);
  hub.add('maker/bare', bare);
  server = await startServer();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(join(files, 'e2e/pandalm-18.jsonl'));
  expect(await confirmLoad(page)).toBe(pairs);
  await page.goto(`${server.address}#/models`);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await hub.close();
});

describe.sequential('a decoder checkpoint of one’s own, in the tab', () => {
  test('a folder becomes a model that scores the open data set', async () => {
    await addFolder();
    await button(/^Score with it qwen3-4to1-tied/).click();
    await queueIsDone();
    await showRewardsOf(/^qwen3-4to1-tied, 4-bit/);
    await page.goto(`${server.address}#/pairs`);
    await page.getByText(`all ${2 * pairs} responses scored`).waitFor();
    await page.goto(`${server.address}#/models`);
  });

  test('a gated repository says what to do, and is downloaded once the token is right, over cut connections', async () => {
    await button('Add a model').click();
    await page.getByRole('radio', { name: 'Hugging Face repository' }).click();
    await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('maker/llama-rope');
    await page.getByText('Advanced').click();
    await page.getByLabel('Hub address').fill(hub.base);
    await button('See what it needs').click();
    await page.getByRole('link', { name: 'Accept its licence on the hub' }).waitFor();
    await page.getByLabel('Access token').fill('hf_right');
    await button('See what it needs').click();
    await page.getByText('llama3.2').waitFor();
    hub.spoil('model.safetensors', { cutAfter: 5000, times: 1 });
    await button('Download and add').click();
    await page.getByText('Its graph is built when it is first loaded').waitFor();
    await button('Close').click();
    expect(hub.requests.filter(({ host }) => host === 'cdn').every((seen) => seen.authorization === null)).toBe(true);
  });

  test('two models score the data set one after the other; a reload in between loses nothing', async () => {
    await page.getByRole('checkbox', { name: /llama-rope/ }).click();
    await page.getByRole('checkbox', { name: 'Assay demo reward model' }).click();
    await button('Add to the queue').click();
    await page.getByText('running').first().waitFor();
    await page.reload();
    await page.getByText('Paused.').waitFor();
    await button('Resume').click();
    await queueIsDone();
    for (const name of [/llama-rope, 4-bit/, /^Assay demo/, /^qwen3-4to1-tied/]) {
      await showRewardsOf(name);
      await page.goto(`${server.address}#/pairs`);
      await page.getByText(`all ${2 * pairs} responses scored`).waitFor();
      await page.goto(`${server.address}#/models`);
    }
  });

  test('what the template is told instead of the date is shown after loading', async () => {
    // The queue has left it loaded, and a loaded model is open when the room is entered.
    await page.getByText('Assay always answers 26 Jul 2024').waitFor({ timeout: 120_000 });
  });

  test('a checkpoint without a chat template asks for one and is loaded with it', async () => {
    await button('Add a model').click();
    await page.getByRole('radio', { name: 'Hugging Face repository' }).click();
    await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('maker/bare');
    await button('See what it needs').click();
    await button('Download and add').click();
    await page.getByText('Its graph is built when it is first loaded').waitFor();
    await button('Close').click();
    const entry = page.getByRole('article', { name: 'maker/bare' });
    expect(await entry.getByRole('button', { name: /^Load/ }).isDisabled()).toBe(true);
    await entry.getByRole('button', { name: /^More/ }).click();
    await entry.getByLabel('Family').selectOption('ChatML (Qwen2 and others)');
    await entry.getByRole('button', { name: 'Use this template' }).click();
    await entry.getByRole('button', { name: /^Load/ }).click();
    await entry.getByText('Ready, on WebAssembly').waitFor({ timeout: 120_000 });
  });

  test('files are verified, and a model that is removed and added again has its rewards', async () => {
    const entry = page.getByRole('article', { name: 'qwen3-4to1-tied' });
    const isOpen = await entry.getByRole('button', { name: /^Less/ }).count();
    if (isOpen === 0) await entry.getByRole('button', { name: /^More/ }).click();
    await entry.getByRole('button', { name: 'Verify files' }).click();
    await page.getByText('sizes and hashes agree').waitFor();
    await entry.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await entry.waitFor({ state: 'detached' });
    await addFolder();
    await showRewardsOf(/^qwen3-4to1-tied/);
    await page.goto(`${server.address}#/pairs`);
    await page.getByText(`all ${2 * pairs} responses scored`).waitFor();
  });
});
