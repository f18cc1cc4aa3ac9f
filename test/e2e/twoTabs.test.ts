import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { dropFile } from './support/dropFile';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const file = join(fileURLToPath(new URL('../..', import.meta.url)), 'test/files/e2e/pandalm-18.jsonl');
const pairs = 18;

let server: TestServer;
let browser: BrowserContext;

beforeAll(async () => {
  server = await startServer();
  browser = await launchChromium(await makeProfile());
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function enter(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${server.address}#/verify`);
  await page.locator('main[data-pair]').waitFor();
  return page;
}

/** The pair on a page's screen; null at the end of the queue. */
function pairOf(page: Page): Promise<string | null> {
  return page.evaluate(() => document.querySelector('main')?.getAttribute('data-pair') ?? null);
}

async function giveVerdict(page: Page): Promise<string> {
  const [before, pair] = [await eventCount(page), await pairOf(page)];
  await page.bringToFront();
  await page.keyboard.press('4');
  await expect.poll(() => eventCount(page)).toBeGreaterThan(before);
  await expect.poll(() => pairOf(page)).not.toBe(pair);
  return pair ?? '';
}

test('two tabs on one data set: one reserves, the other follows, and what a closed tab held comes to the other', async () => {
  const first = browser.pages()[0] ?? (await browser.newPage());
  await first.goto(`${server.address}#/load`);
  await dropFile(first, file);
  expect(await confirmLoad(first)).toBe(pairs);
  await first.goto(`${server.address}#/verify`);
  await first.locator('main[data-pair]').waitFor();
  const second = await enter();
  const judged: string[] = [];
  for (let step = 0; step < 8; step++) {
    expect(await pairOf(first)).not.toBe(await pairOf(second));
    judged.push(await giveVerdict(step % 3 === 0 ? second : first));
  }
  const held = (await pairOf(first)) ?? '';
  expect(held).not.toBe('');
  await first.close();
  while ((await pairOf(second)) !== null && judged.length < pairs) judged.push(await giveVerdict(second));
  expect(judged).toContain(held);
  expect(new Set(judged).size).toBe(pairs);
  expect(await eventCount(second)).toBe(pairs);
});
