import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { dropFile } from './support/dropFile';
import { killBrowser } from './support/killBrowser';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const file = fileURLToPath(new URL('../files/e2e/pandalm-18.jsonl', import.meta.url));

let server: TestServer;
let profile: string;
let browser: BrowserContext;
let page: Page;

async function open(): Promise<void> {
  browser = await launchChromium(profile, { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(server.address);
}

async function toVerify(): Promise<string> {
  await page.goto(`${server.address}#/verify`);
  await page.locator('main[data-phase="judging"]').waitFor();
  return (await page.locator('main[data-pair]').getAttribute('data-pair')) ?? '';
}

beforeAll(async () => {
  server = await startServer();
  profile = await makeProfile();
  await open();
  await page.locator('nav').first().waitFor();
  await dropFile(page, file);
  await confirmLoad(page);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('a rationale half typed survives a reload and a killed browser, and goes with the verdict', async () => {
  const pair = await toVerify();
  await page.keyboard.press('r');
  await page.keyboard.type('The first one follows the inst');
  // No pause: leaving the page must write it.
  await page.reload();
  await page.locator('main[data-phase="judging"]').waitFor();
  expect(await page.locator('main').getAttribute('data-pair')).toBe(pair);
  await expect.poll(() => page.locator('#rationale').inputValue()).toBe('The first one follows the inst');

  await page.locator('#rationale').press('End');
  await page.keyboard.type('ruction; the seco');
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await page.keyboard.type('https://example.org/half');
  await page.waitForTimeout(600);
  killBrowser(profile);
  await open();
  expect(await toVerify()).toBe(pair);
  await expect
    .poll(() => page.locator('#rationale').inputValue())
    .toBe('The first one follows the instruction; the seco');
  expect(await page.locator('#evidence-source').inputValue()).toBe('https://example.org/half');

  await page.keyboard.press('2');
  await expect.poll(() => page.getByTestId('event-count').textContent()).toMatch(/^1\b|\b1 /);
  await page.reload();
  await page.goto(`${server.address}#/verify?pair=${pair}`);
  await page.locator('main[data-phase="revealed"]').waitFor();
  expect(await page.locator('#rationale').inputValue()).toBe('The first one follows the instruction; the seco');
  const drafts = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('assay');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error('The database does not open.'));
    });
    const keys = database.transaction('settings').objectStore('settings').getAllKeys();
    await new Promise((resolve) => (keys.onsuccess = resolve));
    return keys.result.filter((key) => String(key).startsWith('verdict-draft:'));
  });
  expect(drafts).toEqual([]);
});
