import type { Page } from 'playwright';
import { confirmLoad } from '../test/e2e/support/confirmLoad';
import { launchChromium, makeProfile } from '../test/e2e/support/launchChromium';
import { startServer } from '../test/e2e/support/startServer';
import type { BenchFields, BenchOptions } from './support/Bench';
import { quantile } from './support/median';

const sample = 'public/samples/pandalm.json';
const warmUp = 5;

/** What `watchEdits` leaves in the page. */
interface WatchedPage {
  nextRewards(): Promise<number>;
  watched?: Promise<number>;
}

/** Watches the bench of a pair: from a key's time stamp to the frame after the rewards of the edited text stand in the page, in ms. */
function watchEdits(): void {
  const state = () => document.querySelector('main .state')?.textContent ?? '';
  Object.assign(globalThis, {
    nextRewards: () =>
      new Promise<number>((resolve) => {
        let [start, asked] = [0, false];
        const observer = new MutationObserver(() => {
          if (state().includes('Asking')) asked = true;
          if (!asked || !state().includes('Rewards in')) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        addEventListener('keydown', (event) => (start = event.timeStamp), { capture: true, once: true });
      }),
  });
}

async function editTime(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const watching = globalThis as unknown as WatchedPage;
    watching.watched = watching.nextRewards();
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as Required<WatchedPage>).watched);
}

async function openBench(page: Page): Promise<void> {
  await page.goto(new URL('#/pairs', page.url()).href);
  // A pair beyond those that the import showed: it still asks before it shows rewards.
  const link = page.locator('main [role=row] a').nth(15);
  await link.waitFor({ timeout: 60_000 });
  const pair = new URLSearchParams((await link.getAttribute('href'))?.split('?')[1]).get('pair') ?? '';
  await page.goto(new URL(`#/why?pair=${pair}&view=bench`, page.url()).href);
  await page.getByRole('button', { name: 'Show its rewards' }).click();
  await page.getByText(/^Rewards in/).waitFor({ timeout: 120_000 });
}

/** From a key in a response to its new reward and margin on the screen: the demo model on WASM, a pair of PandaLM. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const server = await startServer();
  const browser = await launchChromium(await makeProfile(), { webgpu: false });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(server.address);
    await page.locator('input[type="file"]').first().setInputFiles(sample);
    await confirmLoad(page, 60_000);
    await openBench(page);
    await page.locator('main textarea').first().focus();
    const characters = (await page.locator('main textarea').first().inputValue()).length;
    await page.evaluate(watchEdits);
    const times: number[] = [];
    for (let at = 0; at < warmUp + (quick ? 3 : 20); at++) times.push(await editTime(page, at % 5 === 4 ? ' ' : 'e'));
    const counted = times.slice(warmUp);
    return {
      edits: counted.length,
      response_characters: characters,
      edit_to_margin_p50_ms: quantile(counted, 0.5),
      edit_to_margin_p95_ms: quantile(counted, 0.95),
      edit_to_margin_least_ms: Math.min(...counted),
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
