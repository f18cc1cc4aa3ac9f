import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type RunningServer } from '../../server/serve';
import { launchChromium, makeProfile } from './support/launchChromium';

const built = fileURLToPath(new URL('../../dist/studio', import.meta.url));

let server: RunningServer;
let browser: BrowserContext;
let studioRoot: string;
let profile: string;

async function openStudio(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(server.address);
  return page;
}

/** Puts a newer build in the place of the old one: another page, and a service worker that says so. */
async function publishNewVersion(): Promise<void> {
  const page = join(studioRoot, 'index.html');
  await writeFile(page, (await readFile(page, 'utf8')).replace('<title>', '<title>New '));
  const worker = join(studioRoot, 'service-worker.js');
  const revision = /(url:\s*["'`]\/index\.html["'`],\s*revision:\s*["'`])[0-9a-f]+/;
  const text = await readFile(worker, 'utf8');
  expect(text).toMatch(revision);
  await writeFile(worker, text.replace(revision, '$1newer'));
  await appendFile(worker, '\n// newer\n');
}

beforeAll(async () => {
  studioRoot = await mkdtemp(join(tmpdir(), 'assay-update-'));
  await cp(built, studioRoot, { recursive: true });
  server = await serve({
    host: '127.0.0.1',
    port: 0,
    dataFolder: join(studioRoot, '.data'),
    studioRoot,
    version: '1.2.3',
  });
  profile = await makeProfile();
  browser = await launchChromium(profile);
});

afterAll(async () => {
  await browser.close();
  await server.close();
  for (const folder of [profile, studioRoot]) await rm(folder, { recursive: true, force: true });
});

/** The page that this tab's service worker serves; the running studio sets the title anew. */
function keptPage(page: Page): Promise<string> {
  return page.evaluate(() => fetch('/index.html').then((answer) => answer.text()));
}

test('a new version waits: pages keep the old one, also after a reload, until a person asks', async () => {
  const page = await openStudio();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
    timeout: 100_000,
  });
  await publishNewVersion();
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration?.update()));
  await page.getByRole('button', { name: 'reload' }).waitFor();
  await page.reload();
  expect(await keptPage(page)).not.toContain('<title>New ');
});

test('the person who asks for it gets it by a reload; another tab is offered it and not reloaded', async () => {
  const otherTab = browser.pages().at(-1);
  await otherTab?.evaluate(() => Object.assign(globalThis, { untouched: true }));
  const page = await openStudio();
  expect(await keptPage(page)).not.toContain('<title>New ');
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'reload' }).click();
  await reloaded;
  expect(await keptPage(page)).toContain('<title>New ');
  await otherTab?.getByRole('button', { name: 'reload' }).waitFor();
  expect(await otherTab?.evaluate(() => 'untouched' in globalThis)).toBe(true);
});
