/**
 * Takes the README's screenshots from the built studio with the PandaLM sample, scored by the demo model on WASM: run
 * `npm run build` and then this after the screens have changed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/**
 * Brings the demo model's rewards once more, changed, as the rewards of another model: what a committee shows needs several.
 * @param {string} title @param {number} noise @param {number} towardsLabel
 */
async function bringChanged(title, noise, towardsLabel) {
  await page.goto(`${address}#/models`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Download rewards/ })
      .first()
      .click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  let state = title.length;
  // One response stands in several pairs, and has one reward.
  /** @type {Map<string, number>} */
  const given = new Map();
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const changed = lines.map((line) => {
    const row = JSON.parse(line);
    const lift = (/** @type {number} */ at) => (row.ranks?.[at] === Math.min(...(row.ranks ?? [])) ? towardsLabel : 0);
    const rewards = row.rewards.map((/** @type {number | null} */ reward, /** @type {number} */ at) => {
      const id = row.responses[at];
      if (reward !== null && !given.has(id)) given.set(id, reward + lift(at) + noise * (random() + random() - 1));
      return reward === null ? null : given.get(id);
    });
    return JSON.stringify({ ...row, rewards });
  });
  const file = join(profile, `${title}.jsonl`);
  await writeFile(file, changed.join('\n'));
  const section = page.getByRole('region', { name: 'Bring rewards from a file' });
  if (!(await section.isVisible())) await page.getByRole('button', { name: 'Bring rewards from a file' }).click();
  await page.getByLabel('File of rewards').setInputFiles(file);
  await page.getByRole('button', { name: 'Keep these rewards' }).click();
  await section.getByText('is kept').waitFor();
}

/** @param {string} name */
async function takeCompare(name) {
  await page.goto(`${address}#/compare`);
  await page.locator('canvas').first().waitFor();
  await page.getByText('Reading markdown').waitFor({ state: 'detached' });
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

await prepare();
await bringChanged('Iteration 3', 1.2, 0.8);
await bringChanged('Large checkpoint', 0.6, 1.2);
await judge();
for (const room of ['home', 'pairs', 'verify', 'report', 'models', 'export']) await take(room, room);
await takeCompare('compare');
await page.emulateMedia({ colorScheme: 'dark' });
await take('verify', 'verify-dark');
await takeCompare('compare-dark');
await page.setViewportSize(phone);
await take('verify', 'verify-phone');
await takeCompare('compare-phone-dark');
await page.emulateMedia({ colorScheme: 'light' });
await takeCompare('compare-phone');
await browser.close();
server.kill();
await rm(profile, { recursive: true, force: true });
