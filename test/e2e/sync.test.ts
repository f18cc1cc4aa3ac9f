import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { verifyEvent } from '../../src/verdicts/verifyEvent';
import { confirmLoad } from './support/confirmLoad';
import { dropFile } from './support/dropFile';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const file = join(fileURLToPath(new URL('../..', import.meta.url)), 'test/files/e2e/pandalm-18.jsonl');
const pairs = 18;
/** The verdicts that each gives, by key: more than half of the pairs, so that some are judged by both, and differently. */
const keys = ['12356712356', '76532176532123'] as const;
const total = keys[0].length + keys[1].length;

interface Colleague {
  browser: BrowserContext;
  page: Page;
}

let server: TestServer;
let data: string;
let colleagues: Colleague[] = [];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'assay-ledger-'));
  server = await startServer(0, data);
});

afterAll(async () => {
  for (const { browser } of colleagues) await browser.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
});

async function enter(): Promise<Colleague> {
  const browser = await launchChromium(await makeProfile(), { webgpu: false });
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(`${server.address}#/load`);
  await dropFile(page, file);
  expect(await confirmLoad(page)).toBe(pairs);
  await syncState(page, /^Nothing for the server yet/);
  await page.goto(`${server.address}#/verify`);
  await page.locator('main[data-phase="judging"]').waitFor();
  return { browser, page };
}

async function syncState(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => page.getByTestId('sync-state').textContent(), { timeout: 60_000 }).toMatch(words);
}

async function giveVerdicts(page: Page, given: string): Promise<void> {
  await page.bringToFront();
  for (const key of given) {
    const before = await eventCount(page);
    await page.locator('main[data-phase="judging"]').waitFor();
    await page.keyboard.press(key);
    await expect.poll(() => eventCount(page)).toBe(before + 1);
  }
}

/** All events of the page's ledger, as they lie in its database. */
function eventsIn(page: Page): Promise<LedgerEvent[]> {
  return page.evaluate(
    () =>
      new Promise<LedgerEvent[]>((resolve, reject) => {
        const opening = indexedDB.open('assay');
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('events').objectStore('events').getAll();
          reading.onsuccess = () => resolve(reading.result as LedgerEvent[]);
        };
      }),
  );
}

async function eventsOnServer(): Promise<LedgerEvent[]> {
  const answer = await fetch(`${server.address}/v1/stores/main/events?limit=1000`);
  return ((await answer.json()) as { events: LedgerEvent[] }).events;
}

function bytesOf(events: LedgerEvent[]): string {
  const verified = events.map((event) => verifyEvent(event));
  expect(verified.every(({ ok }) => ok)).toBe(true);
  return events
    .map(({ id, hash }) => `${id} ${hash}`)
    .sort()
    .join('\n');
}

async function exported(page: Page | undefined): Promise<string> {
  if (!page) throw new Error('There is no such browser.');
  await page.goto(`${server.address}#/export?profile=trl-reward`);
  const button = page.getByRole('button', { name: 'Download pandalm-18.trl-reward.jsonl' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

test('two browsers judge overlapping pairs without the server, and when it is back both export the same bytes', async () => {
  colleagues = [await enter(), await enter()];
  const port = Number(new URL(server.address).port);
  await server.stop();
  for (const [at, { page }] of colleagues.entries()) {
    await giveVerdicts(page, keys[at] ?? '');
    await syncState(page, new RegExp(`^${keys[at]?.length ?? 0} waiting, none acknowledged yet`));
  }

  server = await startServer(port, data);
  for (const { page } of colleagues) await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  for (const { page } of colleagues) {
    await syncState(page, /^On the server, last acknowledged .*\d\d:\d\d/);
    await expect.poll(() => eventCount(page), { timeout: 60_000 }).toBe(total);
  }

  const onServer = bytesOf(await eventsOnServer());
  for (const { page } of colleagues) expect(bytesOf(await eventsIn(page))).toBe(onServer);
  // What came from the other is the other's: this person still has as many pairs to judge, and nobody else's verdict is mine.
  for (const [at, { page }] of colleagues.entries()) {
    const left = pairs - (keys[at]?.length ?? 0);
    expect(await page.locator('nav a[href="#/verify"]').textContent()).toContain(`${left} left`);
  }

  const [one = '', other] = [await exported(colleagues[0]?.page), await exported(colleagues[1]?.page)];
  expect(one.trimEnd().split('\n').length).toBeGreaterThan(5);
  expect(other).toBe(one);
});
