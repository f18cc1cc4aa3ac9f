import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { confirmLoad } from '../test/e2e/support/confirmLoad';
import { startServer } from '../test/e2e/support/startServer';
import type { BenchFields, BenchOptions } from './support/Bench';
import { quantile } from './support/median';
import { writePairFile } from './support/pairFile';

const sample = 'public/samples/pandalm.json';
const warmUp = 10;

/** Of one verdict, in ms since the key's own time stamp: the next pair painted, and the verdict durable. */
interface VerdictTime {
  paintedMs: number;
  durableMs: number;
}

/**
 * Watches the page for verdicts: a key's time stamp, the frame after the next pair stands in the page (a message posted in
 * an animation frame runs after that frame is painted), and the save state's count, which follows the complete transaction.
 */
function watchVerdicts(): void {
  const events = () => document.querySelector('[data-testid="event-count"]')?.textContent ?? '';
  const pair = () => document.querySelector('main[data-pair]')?.getAttribute('data-pair') ?? '';
  const afterPaint = (done: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  Object.assign(globalThis, {
    nextVerdict: () =>
      new Promise<VerdictTime>((resolve) => {
        const before = { pair: pair(), events: events() };
        const time = { start: 0, paintedMs: 0, durableMs: 0 };
        let seen = false;
        const settle = () => {
          if (time.paintedMs === 0 || time.durableMs === 0) return;
          observer.disconnect();
          resolve(time);
        };
        const observer = new MutationObserver(() => {
          // Between two pairs the page may show none for a moment, while the next one is read.
          if (!seen && pair() !== '' && pair() !== before.pair) {
            seen = true;
            afterPaint(() => {
              time.paintedMs = performance.now() - time.start;
              settle();
            });
          }
          if (time.durableMs === 0 && events() !== before.events) time.durableMs = performance.now() - time.start;
          settle();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        addEventListener('keydown', (event) => (time.start = event.timeStamp), { capture: true, once: true });
      }),
  });
}

/** What `watchVerdicts` leaves in the page. */
interface WatchedPage {
  nextVerdict(): Promise<VerdictTime>;
  watched?: Promise<VerdictTime>;
}

async function giveVerdict(page: Page, key: string): Promise<VerdictTime> {
  // The watch stands before the key is sent: the two take different ways into the page.
  await page.evaluate(() => {
    const watching = globalThis as unknown as WatchedPage;
    watching.watched = watching.nextVerdict();
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as Required<WatchedPage>).watched);
}

async function verdictTimes(page: Page, verdicts: number): Promise<VerdictTime[]> {
  await page.goto(new URL('#/verify', page.url()).href);
  await page.locator('main[data-phase="judging"]').waitFor({ timeout: 60_000 });
  await page.evaluate(watchVerdicts);
  const times: VerdictTime[] = [];
  for (let number = 0; number < warmUp + verdicts; number++)
    times.push(await giveVerdict(page, String((number % 7) + 1)));
  return times.slice(warmUp);
}

/** From a key to the next pair on the screen, and to the verdict on the disk, in a data set of 1,000,000 pairs. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const pairs = quick ? 100_000 : 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'pairs.jsonl');
  await writePairFile(file, sample, pairs);
  const server = await startServer();
  const browser = await launchChromium(await makeProfile());
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(server.address);
    await page.locator('input[type="file"]').first().setInputFiles(file);
    const loaded = await confirmLoad(page, 900_000);
    const times = await verdictTimes(page, quick ? 20 : 200);
    const painted = times.map((time) => time.paintedMs);
    const durable = times.map((time) => time.durableMs);
    return {
      pairs: loaded,
      verdicts: times.length,
      painted_p50_ms: quantile(painted, 0.5),
      painted_p95_ms: quantile(painted, 0.95),
      durable_p50_ms: quantile(durable, 0.5),
      durable_p95_ms: quantile(durable, 0.95),
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
