import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const run = promisify(execFile);
const files = fileURLToPath(new URL('../files/', import.meta.url));
const program = fileURLToPath(new URL('../../dist/server/assay.js', import.meta.url));
const folder = join(files, 'decoders/qwen3-4to1-tied');

/** Where pictures of the room go, for whoever looks at it; none are made unless it is named. */
const pictures = process.env['ASSAY_PICTURES'];

let server: TestServer;
let browser: BrowserContext;
let page: Page;
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'assay-models-'));
  server = await startServer();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(work, { recursive: true, force: true });
});

async function push(name: string, more: string[] = []): Promise<{ digest: string; version: number }> {
  const args = ['models', 'push', folder, '--to', server.address, '--name', name, '--json', ...more];
  const { stdout } = await run(process.execPath, [program, ...args]);
  return JSON.parse(stdout) as { digest: string; version: number };
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const entry = (name: string) => page.getByRole('article', { name, exact: true });

/** Scores the open data set with a model and gives the text of its score file, with the model's name taken out. */
async function rewardsOf(name: string): Promise<string> {
  await entry(name)
    .getByRole('button', { name: /^Score with it/ })
    .click();
  await page.getByText('Nothing is queued.').waitFor({ timeout: 240_000 });
  const more = entry(name).getByRole('button', { name: /^More/ });
  if (await more.isVisible()) await more.click();
  const downloading = page.waitForEvent('download');
  await entry(name)
    .getByRole('button', { name: /^Download rewards/ })
    .click();
  const path = join(work, `${name.replace('@', '-')}.jsonl`);
  await (await downloading).saveAs(path);
  return (await readFile(path, 'utf8')).replaceAll(name, 'MODEL');
}

async function picture(name: string): Promise<void> {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  for (const theme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await page.getByRole('heading', { name: 'On this server' }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(pictures, `${name}-${theme}-${width}.png`) });
    }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('a checkpoint that the command line pushed is taken from the server in the tab, and gives the rewards of its folder', async () => {
  const { digest } = await push('helpful', ['--tag', 'stable', '--run', 'bt-7']);
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(join(files, 'e2e/pandalm-18.jsonl'));
  await confirmLoad(page);
  await page.goto(`${server.address}#/models`);
  await entry('helpful').getByText('version 1 (latest, stable)').waitFor({ timeout: 60_000 });
  await picture('listed');
  await entry('helpful')
    .getByRole('button', { name: /^See what it needs/ })
    .click();
  await button('Download and add').click();
  await page.getByText('Its graph is built when it is first loaded').waitFor();
  await button('Close').click();
  await entry('helpful').getByText('in this browser').waitFor();
  const ofServer = await rewardsOf('helpful@1');
  await entry('helpful@1').getByText(digest.slice(0, 12)).first().waitFor();
  await picture('here');

  // The same checkpoint from its folder, in a browser that knows nothing of the first.
  await browser.close();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(join(files, 'e2e/pandalm-18.jsonl'));
  await confirmLoad(page);
  await page.goto(`${server.address}#/models`);
  await button('Add a model').click();
  await page.getByRole('radio', { name: 'Folder on this computer' }).click();
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
  await button('Copy and add').click();
  await page.getByText('Its graph is built when it is first loaded').waitFor();
  await button('Close').click();
  const ofFolder = await rewardsOf('qwen3-4to1-tied');
  expect(ofServer.split('\n').length).toBeGreaterThan(18);
  expect(ofServer).toBe(ofFolder);
});

test('a version that comes while the studio is open is said at the rail, and marked in the room', async () => {
  await page.goto(`${server.address}#/home`);
  await page.getByTestId('sync-state').waitFor({ state: 'attached' });
  await push('concise');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByRole('link', { name: 'Models 1 new' }).click();
  await entry('concise').getByText('new version').waitFor();
  await picture('new');
});
