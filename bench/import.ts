import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { confirmLoad } from '../test/e2e/support/confirmLoad';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { startServer } from '../test/e2e/support/startServer';
import type { BenchFields, BenchOptions } from './support/Bench';
import { HeapWatch } from './support/HeapWatch';
import { median } from './support/median';
import { writePairFile } from './support/pairFile';
import { parquetImport } from './support/parquetImport';

const sample = 'public/samples/pandalm.json';
const minutes = 60_000;
const repeats = 5;

/** What `watchPage` leaves in the page. */
interface WatchedPage {
  longestTask: number;
  longestGap: number;
  /** The longest task since the last call. */
  takeLongest(): number;
  goAndWait(hash: string): Promise<number>;
}

/**
 * Notes the longest task and the longest time between two frames, and gives a way to change the address and wait until the
 * table of pairs shows something else.
 */
function watchPage(): void {
  const watched = {
    longestTask: 0,
    longestGap: 0,
    takeLongest() {
      const longest = watched.longestTask;
      watched.longestTask = 0;
      return longest;
    },
    async goAndWait(hash: string) {
      const shown = () =>
        `${document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')} ${textOfFirstRows()}`;
      const before = shown();
      const start = performance.now();
      location.hash = hash;
      while (shown() === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - start;
    },
  };
  const textOfFirstRows = () =>
    [0, 1, 2].map((row) => document.getElementById(`pair-${row}`)?.firstElementChild?.textContent).join();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longestTask = Math.max(watched.longestTask, duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now: number) => {
    watched.longestGap = Math.max(watched.longestGap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(globalThis, { watched });
}

function goAndWait(page: Page, hash: string): Promise<number> {
  return page.evaluate((to) => (globalThis as unknown as { watched: WatchedPage }).watched.goAndWait(to), hash);
}

/** Milliseconds of the page's longest task since the last look; 0 where none was over 50. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { watched: WatchedPage }).watched.takeLongest());
}

/** Median of the times in which the table takes an order or a filter, each from the table as it was before. */
async function changesOf(page: Page, hash: string): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number <= repeats; number++) {
    times.push(await goAndWait(page, hash));
    await goAndWait(page, '#/pairs');
  }
  return median(times.slice(1));
}

/** From a file chosen in the studio to its pairs in the table, sorted and filtered, on the built studio in Chromium. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const pairs = quick ? 100_000 : 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'pairs.jsonl');
  await writePairFile(file, sample, pairs);
  const { size } = await stat(file);
  const parquetRows = join(folder, 'fewer.jsonl');
  await writePairFile(parquetRows, sample, pairs / 10);
  const server = await startServer();
  const browser = await launchChromium(await makeProfile());
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(server.address);
    await page.evaluate(watchPage);
    // Whoever chooses a file has the studio before them: its first start, which stores it for offline use, is over.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState('networkidle');
    await longestTask(page);
    const heap = await HeapWatch.start(page);
    const chosen = performance.now();
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await page
      .getByRole('list', { name: 'The first rows in words' })
      .locator('dd')
      .first()
      .waitFor({ timeout: minutes });
    const firstPair = performance.now() - chosen;
    const inspecting = await longestTask(page);
    const started = performance.now();
    const loaded = await confirmLoad(page, 15 * minutes);
    const seconds = (performance.now() - started) / 1000;
    const importing = await longestTask(page);
    await page.goto(new URL('#/pairs', page.url()).href);
    await page.locator('#pair-0').waitFor({ timeout: minutes });
    const opening = await longestTask(page);
    const reorder = await changesOf(page, '#/pairs?sort=length&order=desc');
    const filter = await changesOf(page, '#/pairs?in=value.domain%3Dmath');
    heap.stop();
    const table = await longestTask(page);
    const blocks = { inspecting, importing, opening, table };
    const gap = await page.evaluate(() => (globalThis as unknown as { watched: WatchedPage }).watched.longestGap);
    await browser.close();
    return {
      pairs: loaded,
      file_mb: size / 1e6,
      rows_per_s: loaded / seconds,
      mb_per_s: size / 1e6 / seconds,
      peak_heap_mb: heap.peakBytes / 1e6,
      longest_block_ms: Math.max(...Object.values(blocks)),
      longest_block_of_ms: blocks,
      longest_frame_gap_ms: gap,
      first_pair_ms: firstPair,
      reorder_ms: reorder,
      filter_ms: filter,
      parquet: await parquetImport(parquetRows, folder),
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
