import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { launchChromium, makeProfile } from '../../test/e2e/support/launchChromium';
import { buildPage } from '../support/buildPage';
import { servePage } from '../support/servePage';
import { HeapSampler } from './HeapSampler';
import { RendererMemory } from './RendererMemory';
import './page/ConvertPage';

export interface ChromiumRound {
  seconds: number;
  copyS: number;
  peakHeapMb: number;
  peakRssMb: number | null;
}

export interface ChromiumFigures {
  /** Until the checkpoint was in the browser's store, hashed and checked. */
  storeS: number;
  rounds: ChromiumRound[];
}

/** Takes the checkpoint into a browser's store and converts it there, each time in a browser that was started anew. */
export async function measureChromium(root: string, checkpoint: string, rounds: number): Promise<ChromiumFigures> {
  const built = await mkdtemp(join(tmpdir(), 'assay-convert-'));
  await buildPage(root, 'convert/page', built);
  const server = await servePage({ '/checkpoint/': checkpoint, '/': built });
  const profile = await makeProfile();
  const withPage = <T>(task: (page: Page) => Promise<T>) =>
    withBrowser(profile, async (browser) => task(browser.pages()[0] ?? (await browser.newPage())));
  try {
    const address = `${server.address}/index.html`;
    const { seconds, digest } = await withPage(async (page) => {
      await page.goto(address);
      return page.evaluate((base) => convertWorker.store(base), `${server.address}/checkpoint/`);
    });
    const done: ChromiumRound[] = [];
    for (let round = 0; round < rounds; round += 1)
      done.push(await withPage((page) => oneRound(page, address, digest, profile)));
    return { storeS: seconds, rounds: done };
  } finally {
    server.close();
    await rm(built, { recursive: true });
    await rm(profile, { recursive: true });
  }
}

async function withBrowser<T>(profile: string, task: (browser: BrowserContext) => Promise<T>): Promise<T> {
  const browser = await launchChromium(profile);
  browser.setDefaultTimeout(0);
  try {
    return await task(browser);
  } finally {
    await browser.close();
  }
}

async function oneRound(page: Page, address: string, digest: string, profile: string): Promise<ChromiumRound> {
  const attaching = HeapSampler.attach(page);
  await page.goto(address);
  const heap = await attaching;
  const seconds = await heap.during(() => page.evaluate((stored) => convertWorker.convert(stored), digest));
  const peakRssMb = new RendererMemory(profile).peakMb();
  const copyS = await page.evaluate((stored) => convertWorker.copy(stored), digest);
  return { seconds, copyS, peakHeapMb: heap.peakMb, peakRssMb };
}
