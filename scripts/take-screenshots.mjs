/**
 * Takes the README's screenshots from the built studio with the PandaLM sample, scored by the demo model on WASM: run
 * `npm run build` and then this after the screens have changed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { findChromium } from './chromium.mjs';

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const program = fileURLToPath(new URL('../dist/server/assay.js', import.meta.url));
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const verdictKeys = ['2', '6', '1', '5', '2', '0', '6', '3'];

const profile = await mkdtemp(join(tmpdir(), 'assay-screenshots-'));
const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', profile]);
const address = await new Promise((resolve) =>
  server.stdout.on('data', (text) => resolve(/http:\/\/\S+/.exec(String(text))?.[0])),
);
const browser = await chromium.launchPersistentContext(join(profile, 'browser'), {
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  viewport: desk,
  colorScheme: 'light',
});
const page = browser.pages()[0] ?? (await browser.newPage());

/** @param {string} room @param {string} name */
async function take(room, name) {
  await page.goto(`${address}#/${room}`);
  await page.locator('main').first().waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function prepare() {
  await page.goto(String(address));
  // The fonts are optional: the first visit may do without them.
  // This file is checked against Node's types, which know no service worker.
  await page.waitForFunction(
    () => Reflect.get(globalThis, 'navigator').serviceWorker.controller?.state === 'activated',
  );
  await page.reload();
  await page.getByRole('button', { name: /^Load/ }).first().click();
  await page.getByRole('button', { name: 'Score now' }).waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, 'load.png') });
  await page.getByRole('button', { name: 'Score now' }).click();
  await page.getByText(/^all .* responses scored/).waitFor({ timeout: 600_000 });
}

async function judge() {
  await page.goto(`${address}#/verify`);
  for (const key of verdictKeys) {
    await page.locator('main[data-phase="judging"]').waitFor();
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
}

await prepare();
await judge();
for (const room of ['home', 'pairs', 'verify', 'report', 'models', 'export']) await take(room, room);
await page.emulateMedia({ colorScheme: 'dark' });
await take('verify', 'verify-dark');
await page.setViewportSize(phone);
await take('verify', 'verify-phone');
await browser.close();
server.kill();
await rm(profile, { recursive: true, force: true });
