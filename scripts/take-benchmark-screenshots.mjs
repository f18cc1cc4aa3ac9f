/**
 * Takes the screenshots of the room Benchmarks from the built studio, with the rewards of two models for JudgeBench that the tests
 * keep: run `npm run build` and then this after the room has changed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { findChromium } from './chromium.mjs';

const pathTo = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const rewards = JSON.parse(await readFile(pathTo('test/files/benchmarks/judgebench-reward-models.json'), 'utf8'));
const profile = await mkdtemp(join(tmpdir(), 'assay-benchmark-screenshots-'));
const server = spawn(process.execPath, [pathTo('dist/server/assay.js'), 'serve', '--port', '0', '--data', profile]);
const address = await new Promise((found) =>
  server.stdout.on('data', (text) => found(/http:\/\/\S+/.exec(String(text))?.[0])),
);
const browser = await chromium.launchPersistentContext(join(profile, 'browser'), {
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
});
const page = browser.pages()[0] ?? (await browser.newPage());

/** @param {string} name */
async function shoot(name) {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(pathTo('docs/screenshots/'), `${name}.png`) });
}

/** @param {{ judge: string, scores: [number, number][] }} model */
async function bring({ judge, scores }) {
  const title = judge.replace('Skywork_', '');
  const file = join(profile, `${title}.jsonl`);
  const lines = rewards.items.map((/** @type {string[]} */ [id], /** @type {number} */ at) =>
    JSON.stringify({ id, rewards: scores[at] }),
  );
  await writeFile(file, lines.join('\n'));
  await page.goto(`${address}#/benchmarks?of=judgebench`);
  await page.getByRole('textbox', { name: 'Name of the model' }).fill(title);
  await page.getByLabel('Files of rewards').setInputFiles(file);
  await page.getByRole('heading', { name: `${title} on JudgeBench` }).waitFor();
}

await page.goto(String(address));
// The fonts are optional: the first visit may do without them.
await page.waitForFunction(() => Reflect.get(globalThis, 'navigator').serviceWorker.controller?.state === 'activated');
await page.goto(`${address}#/benchmarks?of=judgebench`);
await page.reload();
await page.getByRole('button', { name: 'Take GPT-4o split' }).click();
await page.getByText('350 items with 700 responses are here').waitFor();
for (const model of rewards.judges) await bring(model);
await page.getByRole('combobox', { name: 'Beside' }).selectOption('Skywork-Reward-V2-Llama-3.1-8B');
const report = page.url();
await shoot('benchmarks-report');
await page.goto(`${address}#/benchmarks`);
await page.getByText('Beside the published models').waitFor();
await shoot('benchmarks');
await page.emulateMedia({ colorScheme: 'dark' });
await shoot('benchmarks-dark');
await page.setViewportSize({ width: 390, height: 844 });
await page.goto(report);
await page.getByRole('heading', { name: 'Figures' }).waitFor();
await shoot('benchmarks-phone-dark');
await page.emulateMedia({ colorScheme: 'light' });
await page.goto(`${address}#/benchmarks?of=judgebench`);
await page.getByRole('heading', { name: 'Run a model' }).waitFor();
await shoot('benchmarks-phone');
await browser.close();
server.kill();
await rm(profile, { recursive: true, force: true });
