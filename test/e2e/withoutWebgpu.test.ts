import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

let server: TestServer;
let browser: BrowserContext;
let page: Page;
const foreign: string[] = [];

/** A file of a person's bad day: broken lines, an endless text, scripts, right-to-left text. */
async function badFile(): Promise<string> {
  const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
  const lines = [
    row(
      'Say hello.',
      '<script>globalThis.ran = 1</script>Hello',
      '<img src=x onerror="globalThis.ran = 2"> ![x](https://example.org/x.png)',
    ),
    '{"prompt": "broken',
    row('Write a lot.', 'word '.repeat(40_000), 'A little.'),
    row('\u0642\u0644 \u0645\u0631\u062d\u0628\u0627', '\u0645\u0631\u062d\u0628\u0627 \u0628\u0643', '\u0644\u0627'),
    row('Same?', 'Same.', 'Same.'),
  ];
  const path = join(await mkdtemp(join(tmpdir(), 'assay-bad-')), 'bad-day.jsonl');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

async function eventCount(tab: Page): Promise<number> {
  return Number((await tab.getByTestId('event-count').textContent())?.replace(/\D/g, ''));
}

beforeAll(async () => {
  server = await startServer();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  browser.on('request', (request) => {
    if (!request.url().startsWith(server.address) && !/^(blob|data):/.test(request.url())) foreign.push(request.url());
  });
  await page.goto(server.address);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.sequential('a browser without WebGPU, and a file of a bad day', () => {
  test('broken and useless rows are reported by line; the others load', async () => {
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles(await badFile());
    expect(await confirmLoad(page)).toBe(3);
    const rejected = await page
      .getByRole('row')
      .filter({ hasText: /broken|Same/ })
      .allTextContents();
    expect(rejected.map((text) => parseInt(text.trim(), 10))).toEqual([2, 5]);
  });

  test('scoring runs on WebAssembly, says why, and leaves out what is too long with its tokens', async () => {
    await page.getByRole('button', { name: 'Score now' }).click();
    await page.getByText('all 6 responses scored').waitFor({ timeout: 60_000 });
    await page.getByText('1 pair too long for the model').waitFor();
    await page.getByText(/too long, 40,\d{3} tokens/).waitFor();
    await page.goto(`${server.address}#/home`);
    await page.getByText(/no WebGPU|no graphics adapter/).waitFor();
  });

  test('nothing in a response runs, and nothing is fetched for it', async () => {
    await page.goto(`${server.address}#/verify`);
    for (let pair = 0; pair < 3; pair++) {
      await page.locator('main[data-phase="judging"]').waitFor();
      await page.waitForTimeout(300);
      await page.keyboard.press('s');
    }
    expect(await page.evaluate(() => Reflect.get(globalThis, 'ran') as unknown)).toBeUndefined();
    expect(foreign).toEqual([]);
  });

  test('a reload in the middle of scoring goes on where it was', async () => {
    await page.goto(`${server.address}#/home`);
    await page.getByRole('button', { name: /^Load/ }).first().click();
    await page.getByRole('button', { name: 'Score now' }).click();
    await page.getByText(/pairs\/s/).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(2000);
    await page.reload();
    const paused = page.getByText(/^scoring paused at/);
    await paused.waitFor();
    const [done = 0] = ((await paused.textContent())?.match(/[\d,]+/g) ?? []).map((text) =>
      Number(text.replace(',', '')),
    );
    expect(done).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Resume scoring' }).click();
    const running = page.getByText(/pairs\/s/);
    await running.waitFor({ timeout: 60_000 });
    expect(Number((await running.textContent())?.match(/[\d,]+/)?.[0].replace(',', ''))).toBeGreaterThanOrEqual(done);
    await page.getByRole('button', { name: 'Pause' }).click();
    await paused.waitFor();
  });

  test('verdicts given in two tabs at once are all there, in both', async () => {
    const before = await eventCount(page);
    const other = await browser.newPage();
    const tabs = [page, other];
    for (const tab of tabs) await tab.goto(`${server.address}#/verify`);
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        tabs.map(async (tab) => {
          await tab.locator('main[data-phase="judging"]').waitFor();
          await tab.keyboard.press(round % 2 === 0 ? '2' : '6');
        }),
      );
      for (const tab of tabs) await expect.poll(() => eventCount(tab)).toBe(before + 2 * (round + 1));
    }
    await other.close();
  });
});
