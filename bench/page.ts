import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page, Response } from 'playwright';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { startServer } from '../test/e2e/support/startServer';
import type { BenchFields, BenchOptions } from './support/Bench';
import { median } from './support/median';

/** What one first visit cost. */
interface Visit {
  interactiveMs: number;
  scriptGzipBytes: number;
  downloadBytes: number;
}

/** Bytes of an answer as they crossed the wire, headers left out. */
async function bodyBytes(response: Response): Promise<number> {
  const sizes = await response.request().sizes();
  return sizes.responseBodySize;
}

async function scriptGzipBytes(response: Response): Promise<number> {
  const isScript = (response.headers()['content-type'] ?? '').startsWith('text/javascript');
  return isScript ? gzipSync(await response.body()).length : 0;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The time of the mark that src/main.ts sets once the drop zone can be used, in ms since the navigation began. */
async function interactiveMs(page: Page): Promise<number> {
  const mark = await page.waitForFunction(() => performance.getEntriesByName('assay-interactive')[0]?.startTime, null, {
    timeout: 30_000,
  });
  const time = await mark.jsonValue();
  if (time === undefined) throw new Error('The page has set no mark "assay-interactive".');
  return time;
}

/** A first visit with an empty cache: what is answered before the mark is what the page had to load. */
async function visit(browser: BrowserContext, address: string): Promise<Visit> {
  const page = await browser.newPage();
  const responses: Response[] = [];
  // The service worker's own downloads come after, and are not the page's.
  page.on('response', (response) => responses.push(response));
  await page.goto(address, { waitUntil: 'commit' });
  const time = await interactiveMs(page);
  const before = [...responses];
  await page.waitForLoadState('load');
  const result = {
    interactiveMs: time,
    scriptGzipBytes: sum(await Promise.all(before.map(scriptGzipBytes))),
    downloadBytes: sum(await Promise.all(responses.map(bodyBytes))),
  };
  await page.close();
  return result;
}

/** A visit by a browser that has never been here. */
async function freshVisit(address: string): Promise<Visit> {
  const profile = await makeProfile();
  const browser = await launchChromium(profile);
  try {
    return await visit(browser, address);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function visits(address: string, count: number): Promise<Visit[]> {
  await freshVisit(address);
  const done: Visit[] = [];
  for (let index = 0; index < count; index += 1) done.push(await freshVisit(address));
  return done;
}

/** How soon a first visitor can work: script, time and bytes until then, each visit in a browser of its own. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const server = await startServer();
  try {
    const done = await visits(server.address, quick ? 1 : 7);
    const middle = (pick: (visit: Visit) => number) => median(done.map(pick));
    return {
      initial_script_gzip_kb: middle((one) => one.scriptGzipBytes) / 1000,
      interactive_ms: middle((one) => one.interactiveMs),
      total_download_kb: middle((one) => one.downloadBytes) / 1000,
      visits: done.length,
    };
  } finally {
    await server.stop();
  }
}
