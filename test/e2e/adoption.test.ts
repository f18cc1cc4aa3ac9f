import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { judgedFile } from './support/openJudging';
import { startServer, type TestServer } from './support/startServer';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../dist/server/assay.js', import.meta.url));
const folder = fileURLToPath(new URL('../files/decoders/qwen3-4to1-tied', import.meta.url));
const judged = 6;

let server: TestServer;
let browser: BrowserContext;
let other: BrowserContext | null = null;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser.close();
  await other?.close();
  await server.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const ofServer = (on: Page) => on.getByRole('article', { name: 'helpful', exact: true });

async function judge(pairs: number): Promise<void> {
  await page.goto(`${server.address}#/verify`);
  for (let given = 0; given < pairs; given++) {
    const before = await eventCount(page);
    await page.locator('main[data-phase="judging"]').waitFor();
    await page.keyboard.press(given % 2 === 0 ? '1' : '5');
    await expect.poll(() => eventCount(page)).toBe(before + 1);
  }
}

test('a model of the server is compared with the one in use on real verdicts, without a network, adopted, and said to others', async () => {
  await run(process.execPath, [program, 'models', 'push', folder, '--to', server.address, '--name', 'helpful']);
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(judgedFile);
  await confirmLoad(page);
  await judge(judged);
  await page.goto(`${server.address}#/models`);
  await ofServer(page)
    .getByRole('button', { name: /^See what it needs/ })
    .click();
  await button('Download and add').click();
  await page.getByText('Its graph is built when it is first loaded').waitFor();
  await button('Close').click();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

  await browser.setOffline(true);
  await button('Old against new with helpful version 1').click();
  // Which pairs come is drawn by lot, and some ask for evidence before they are gold.
  const score = button(/^Score \d+ gold pairs?$/);
  const gold = /\d+ gold pairs?/.exec((await score.textContent()) ?? '')?.[0] ?? '';
  await score.click();
  await button('Adopt helpful version 1').waitFor({ timeout: 200_000 });
  const words = (await page.locator('[data-finding]').textContent())?.trim();
  expect(words).toContain(` on ${gold}`);
  for (const row of ['Old Assay demo reward model', 'New helpful version 1'])
    await page.getByRole('row', { name: new RegExp(`^${row} \\d+\\.\\d % `) }).waitFor();
  await button('Adopt helpful version 1').click();
  await page.getByText('the team could not be told').waitFor();
  await browser.setOffline(false);
  await button('Tell the team again').click();
  await page.getByText('This server says so to everybody').waitFor();
  await page.goto(`${server.address}#/home`);
  await page.getByRole('link', { name: 'helpful@1' }).waitFor();

  other = await launchChromium(await makeProfile(), { webgpu: false });
  const elsewhere = other.pages()[0] ?? (await other.newPage());
  await elsewhere.goto(`${server.address}#/models`);
  await ofServer(elsewhere).getByText('adopted by the team').waitFor();
});
