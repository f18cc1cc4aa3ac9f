import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const studioRoot = fileURLToPath(new URL('../../dist/studio', import.meta.url));

let server: TestServer;
let browser: BrowserContext;
let page: Page;
let profile: string;

async function studioFiles(): Promise<string[]> {
  const entries = await readdir(studioRoot, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const urls = files.map((file) => file.slice(studioRoot.length));
  // Data of benchmarks are fetched when they are asked for.
  return urls.filter((url) => url !== '/service-worker.js' && !url.startsWith('/benchmarks/'));
}

beforeAll(async () => {
  server = await startServer();
  profile = await makeProfile();
  browser = await launchChromium(profile);
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(server.address);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
    timeout: 100_000,
  });
  await server.stop();
  await browser.setOffline(true);
  await page.reload();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(profile, { recursive: true, force: true });
});

test('with the network off and the server gone, a reload shows the studio', async () => {
  await expect(page.title()).resolves.toContain('Assay');
  await page.waitForFunction(() => document.querySelector('#studio')?.childElementCount);
});

test('offline, the page is still cross-origin isolated, so WASM threads exist', async () => {
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
});

test('offline, every file of the studio is there: WASM, fonts, samples and the demo checkpoint', async () => {
  const files = await studioFiles();
  expect(files).toContain('/index.html');
  expect(files.filter((file) => file.endsWith('.wasm')).length).toBeGreaterThan(0);
  expect(files).toContain('/models/demo/model.safetensors');
  const missing = await page.evaluate(async (urls) => {
    const answers = await Promise.all(
      urls.map((url) =>
        fetch(url).then(
          (answer) => answer.ok,
          () => false,
        ),
      ),
    );
    return urls.filter((_, index) => !answers[index]);
  }, files);
  expect(missing).toEqual([]);
});

test('offline, the checkpoint has the bytes that the server gave', async () => {
  const size = await page.evaluate(() =>
    fetch('/models/demo/model.safetensors').then(async (answer) => (await answer.blob()).size),
  );
  expect(size).toBeGreaterThan(1_000_000);
});

test('offline, a kept file keeps its type and its security headers', async () => {
  const headers = await page.evaluate(() => fetch('/index.html').then((answer) => Object.fromEntries(answer.headers)));
  expect(headers['content-type']).toContain('text/html');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
});

test('offline, a file that a checkpoint may have but has not is missing, as it is online, and no network error', async () => {
  const status = await page.evaluate(() => fetch('/models/demo/no-such-file.json').then((answer) => answer.status));
  expect(status).toBe(404);
});

test('offline, the API is unreachable, and nothing pretends otherwise', async () => {
  const reached = await page.evaluate(() =>
    fetch('/v1/health').then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
});
