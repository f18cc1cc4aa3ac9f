/**
 * Runs the demo model on the benchmark data that ship, in the built studio in Chromium (WASM), and writes the reports that the
 * studio gives: `npm run build`, then `node scripts/benchmark-demo.mjs FOLDER [NAME ...]`. FOLDER keeps the browser's profile
 * too: stopped, the same command goes on. `assay benchmark` gives the reports of Node to compare with.
 */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { findChromium } from './chromium.mjs';

const [folder, ...named] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Give the folder for the reports: node scripts/benchmark-demo.mjs FOLDER [NAME ...]');
  process.exit(2);
}
const out = resolve(folder);
const names = named.length > 0 ? named : ['rewardbench', 'judgebench', 'rm-bench'];
await mkdir(out, { recursive: true });
const program = fileURLToPath(new URL('../dist/server/assay.js', import.meta.url));
// The same port each time: what a browser keeps belongs to the address.
const server = spawn(process.execPath, [program, 'serve', '--port', '5897', '--data', join(out, 'server')]);
const address = await new Promise((found) =>
  server.stdout.on('data', (text) => found(/http:\/\/\S+/.exec(String(text))?.[0])),
);
const browser = await chromium.launchPersistentContext(join(out, 'browser'), {
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  acceptDownloads: true,
});
const page = browser.pages()[0] ?? (await browser.newPage());
page.setDefaultTimeout(0);

/** @param {string} name */
async function takeData(name) {
  await page.goto(`${address}#/benchmarks?of=${name}`);
  await page.getByRole('heading', { name: 'Data' }).waitFor();
  for (const notice of await page.getByText('With texts that may disturb').all()) await notice.click();
  // Each button goes when its part is here.
  const buttons = page.getByRole('button', { name: /^Take / });
  while ((await buttons.count()) > 0) {
    const left = await buttons.count();
    await buttons.first().click();
    while ((await buttons.count()) === left) await page.waitForTimeout(200);
  }
}

/** @param {string} name */
async function run(name) {
  const started = performance.now();
  await page.getByRole('button', { name: /^(Run|Go on)$/ }).click();
  await page.getByRole('link', { name: 'See the report' }).click();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  for (const format of ['Markdown', 'CSV', 'JSON', 'Rewards, JSON Lines']) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: format, exact: true }).click(),
    ]);
    await file.saveAs(join(out, file.suggestedFilename()));
  }
}

for (const name of names) {
  await takeData(name);
  await run(name);
}
await browser.close();
server.kill();
