import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCount } from './support/eventCount';
import { killBrowser } from './support/killBrowser';
import { launchChromium, makeProfile } from './support/launchChromium';
import { confirmLoad } from './support/confirmLoad';
import { dropFile } from './support/dropFile';
import { startServer, type TestServer } from './support/startServer';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'test/files/e2e/pandalm-18.jsonl');
const run = promisify(execFile);
/** Few and short: a software adapter has to score them. */
const pairs = 18;

let server: TestServer;
let profile: string;
let browser: BrowserContext;
let page: Page;

function goldCount(): Promise<number> {
  return page.evaluate(() => Number(document.querySelector('nav a[href="#/export"]')?.textContent?.replace(/\D/g, '')));
}

/** Gives one verdict by key and waits until the screen says that it is durable. */
async function giveVerdict(key: string): Promise<void> {
  const before = await eventCount(page);
  await page.locator('main[data-phase="judging"]').waitFor();
  await page.keyboard.press(key);
  await expect.poll(() => eventCount(page)).toBe(before + 1);
  await expect.poll(() => page.getByTestId('save-state').textContent()).toBe('Saved on this device');
}

async function open(hash = ''): Promise<void> {
  browser = await launchChromium(profile);
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(`${server.address}${hash}`);
}

const profiles = ['trl-reward', 'trl-dpo'];

/** Downloads the files of two profiles into a folder of its own, and gives the folder. */
async function exportAll(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-export-'));
  for (const profile of profiles) {
    await page.goto(`${server.address}#/export?profile=${profile}`);
    for (const ending of ['jsonl', 'provenance.jsonl']) {
      const button = page.getByRole('button', { name: `Download pandalm-18.${profile}.${ending}` });
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      await download.saveAs(join(folder, download.suggestedFilename()));
    }
  }
  return folder;
}

beforeAll(async () => {
  server = await startServer();
  profile = await makeProfile();
  await open();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.sequential('load, score in the tab, verify offline, export', () => {
  let exported: string;

  test('the browser offers a WebGPU adapter, and the studio keeps itself for offline use', async () => {
    expect(await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null)).toBe(true);
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
      timeout: 120_000,
    });
  });

  test('a file dropped into the window loads with all its pairs', async () => {
    await dropFile(page, file);
    expect(await confirmLoad(page)).toBe(pairs);
  });

  test('the demo reward model scores all of them in the tab by WebGPU', async () => {
    await page.getByRole('button', { name: 'Score now' }).click();
    await page
      .getByText(/WebGPU/)
      .first()
      .waitFor({ timeout: 120_000 });
    await page
      .getByText(`all ${2 * pairs} responses scored`)
      .first()
      .waitFor({ timeout: 240_000 });
  });

  test('with the network off and the server gone, six verdicts by keyboard are durable one by one', async () => {
    await browser.setOffline(true);
    await server.stop();
    await page.goto(`${server.address}#/verify`);
    for (const key of ['1', '2', '3', '5', '6', '7']) await giveVerdict(key);
    expect(await eventCount(page)).toBe(6);
  });

  test('after SIGKILL of the browser, offline, all six are there and the queue goes on', async () => {
    killBrowser(profile);
    await open('#/verify');
    await browser.setOffline(true);
    await page.locator('main[data-phase="judging"]').waitFor();
    expect(await eventCount(page)).toBe(6);
    // The three sample rows that Load showed with their labels are not blind: a verdict on one of them is not gold.
    for (let given = 6; (await goldCount()) < 10; given++) await giveVerdict(given % 2 === 0 ? '2' : '6');
    expect(await eventCount(page)).toBeLessThanOrEqual(13);
  });

  test('ten gold labels leave as TRL files, twice with the same bytes', async () => {
    exported = await exportAll();
    const again = await exportAll();
    for (const name of profiles.flatMap((profile) => [`${profile}.jsonl`, `${profile}.provenance.jsonl`])) {
      const text = await readFile(join(exported, `pandalm-18.${name}`), 'utf8');
      expect(text.trimEnd().split('\n')).toHaveLength(10);
      expect(await readFile(join(again, `pandalm-18.${name}`), 'utf8')).toBe(text);
    }
  });

  test("the files pass datasets and TRL's own preprocessing unmodified, without a row dropped", async () => {
    const python = join(root, 'trainer/.venv/bin/python');
    const { stdout } = await run(python, ['-m', 'trainer.check_export', exported], { cwd: root });
    const checked: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(checked).toMatchObject({ reward_rows: 10, dpo_rows: 10, dropped: 0 });
  });
});
