import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { confirmLoad } from '../test/e2e/support/confirmLoad';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { startServer } from '../test/e2e/support/startServer';
import { bringModel } from './compare/bringModel';
import { watchCompare, type WatchedCompare } from './compare/watchCompare';
import { pairName, writeScoreFile } from './compare/writeScoreFile';
import type { BenchFields, BenchOptions } from './support/Bench';
import { HeapWatch } from './support/HeapWatch';
import { median, quantile } from './support/median';
import { writePairFile } from './support/pairFile';

const sample = 'public/samples/pandalm.json';
const minutes = 60_000;
const models = 4;
const warmUp = 5;

type Watched = typeof globalThis & { watched: WatchedCompare; update?: Promise<number> };

/** Each time in a page that has just been loaded: the worker has to start and to read all rewards. */
async function openings(page: Page, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let number = 0; number <= times; number++) {
    await page.goto(new URL('#/pairs', page.url()).href);
    await page.reload();
    await page.locator('#pair-0').waitFor({ timeout: minutes });
    await page.waitForLoadState('networkidle');
    await page.evaluate(watchCompare);
    took.push(await page.evaluate(() => (globalThis as Watched).watched.openRoom()));
  }
  return took.slice(1);
}

/** Draws a box over the scatter and drags its corner on, one step after the other is painted. */
async function brushTimes(page: Page, steps: number): Promise<number[]> {
  await moveTo(page, 0);
  await page.mouse.down();
  // The first box brings in the line of filters, which moves the plot.
  await moveTo(page, 0.1);
  await page
    .getByRole('button', { name: /Remove|remove/ })
    .first()
    .waitFor({ timeout: minutes });
  const times: number[] = [];
  for (let step = 1; step <= warmUp + steps; step++) {
    // The watch stands before the pointer moves: the two take different ways into the page.
    await page.evaluate(() => {
      const watching = globalThis as Watched;
      watching.update = watching.watched.nextUpdate();
    });
    await moveTo(page, 0.1 + (0.9 * step) / (warmUp + steps));
    times.push(await page.evaluate(() => (globalThis as Watched).update ?? NaN));
  }
  await page.mouse.up();
  return times.slice(warmUp);
}

/** Moves the pointer along a line through the cloud of points, so that every step takes in more of them. */
async function moveTo(page: Page, share: number): Promise<void> {
  const box = await page.locator('main canvas').first().boundingBox();
  if (!box) throw new Error('The scatter is not on the screen.');
  await page.mouse.move(box.x + (0.4 + 0.5 * share) * box.width, box.y + (0.7 - 0.6 * share) * box.height);
}

/** Four models on 100,000 pairs in the room Compare of the built studio: until its charts stand, and while a box is drawn. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const pairs = quick ? 10_000 : 100_000;
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'pairs.jsonl');
  await writePairFile(file, sample, pairs, (number) => ({ id: pairName(number) }));
  const server = await startServer();
  const browser = await launchChromium(await makeProfile());
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(server.address);
    await page.locator('input[type="file"]').first().setInputFiles(file);
    const loaded = await confirmLoad(page, 15 * minutes);
    for (let model = 0; model < models; model++) {
      const scores = join(folder, `model-${String(model + 1)}.jsonl`);
      await writeScoreFile(scores, pairs, model);
      await bringModel(page, scores, 5 * minutes);
    }
    const opened = await openings(page, quick ? 1 : 5);
    const heap = await HeapWatch.start(page);
    // Once more, untimed: reading the rewards may take more than showing them.
    await openings(page, 0);
    const brushed = await brushTimes(page, quick ? 10 : 200);
    heap.stop();
    return {
      ...{ pairs: loaded, models },
      first_paint_ms: median(opened),
      brush_p50_ms: median(brushed),
      brush_p95_ms: quantile(brushed, 0.95),
      brush_longest_ms: Math.max(...brushed),
      peak_heap_mb: heap.peakBytes / 1e6,
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
