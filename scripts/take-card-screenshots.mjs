/**
 * Takes the pictures of docs/card.md: the card with a short, a 20,000-word, a code, a LaTeX, a right-to-left and a six-turn pair,
 * on a desk and on a phone, light and dark, with what differs marked. Run `npm run build` and then this after the card has
 * changed; with an address as its argument it photographs the studio that is served there.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from './chromium.mjs';
import { importTypeScript } from './importTypeScript.mjs';
import { projectRoot } from './program.mjs';

/**
 * @typedef {{ role: string, content: string, thinking?: string }} Message
 * @typedef {{ prompt: Message[], a: Message[], b: Message[] }} CardPair
 */

const folder = join(projectRoot, 'docs', 'screenshots');
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const schemes = /** @type {const} */ (['light', 'dark']);
const webpQuality = 0.82;

/** @type {{ cardPairs: Record<string, () => CardPair> }} */
const { cardPairs } = await importTypeScript('test/support/cardPairs.ts');
/** @type {{ responseId(prompt: Message[], response: Message[]): string, pairId(prompt: Message[], one: string, other: string): string }} */
const ids = await importTypeScript('src/pairs/contentId.ts');

/** Reasoning within the text, as data sets have it. @param {Message[]} messages @returns {Message[]} */
function withTags(messages) {
  return messages.map(({ role, content, thinking }) => ({
    role,
    content: thinking ? `<think>${thinking}</think>\n\n${content}` : content,
  }));
}

const pairs = Object.entries(cardPairs).map(([name, make]) => {
  const made = make();
  const { prompt, chosen, rejected } = { prompt: made.prompt, chosen: withTags(made.a), rejected: withTags(made.b) };
  const [one, other] = [ids.responseId(prompt, chosen), ids.responseId(prompt, rejected)];
  return { name, row: { prompt, chosen, rejected }, id: ids.pairId(prompt, one, other) };
});

/** The Load room shows the first pairs of a file with their labels: those are no longer blind. */
const shownAtLoading = ['one', 'two', 'three'].map((word) => ({
  prompt: [{ role: 'user', content: `Count: ${word}` }],
  chosen: [{ role: 'assistant', content: 'Yes.' }],
  rejected: [{ role: 'assistant', content: 'No.' }],
}));

const profile = await mkdtemp(join(tmpdir(), 'assay-card-'));
const program = join(projectRoot, 'dist', 'server', 'assay.js');
const given = process.argv[2];
const server = given ? null : spawn(process.execPath, [program, 'serve', '--port', '0', '--data', profile]);
const address =
  given ??
  (await new Promise((resolve) =>
    server?.stdout.on('data', (text) => resolve(/http:\/\/\S+/.exec(String(text))?.[0])),
  ));
const browser = await chromium.launchPersistentContext(join(profile, 'browser'), {
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  viewport: sizes.desk,
  colorScheme: 'light',
});
const page = browser.pages()[0] ?? (await browser.newPage());

async function load() {
  const file = join(profile, 'card.jsonl');
  await writeFile(
    file,
    [...shownAtLoading, ...pairs.map(({ row }) => row)].map((row) => JSON.stringify(row)).join('\n'),
  );
  await page.goto(`${address}#/load`);
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Load this file' }).click();
  await page.getByRole('heading', { name: /pairs? loaded$/ }).waitFor();
}

/** The page as WebP, which the browser itself encodes: a quarter of the PNG. @param {string} path */
async function photograph(path) {
  const png = (await page.screenshot()).toString('base64');
  const webp = await encoder.evaluate(
    async ({ png, quality }) => {
      // This file is checked against Node's types, which know no canvas.
      const dom = /** @type {any} */ (globalThis);
      const image = await dom.createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new dom.OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    { png, quality: webpQuality },
  );
  await writeFile(path, Buffer.from(webp));
}

/** @param {string} id */
async function show(id) {
  await page.goto(`${address}#/verify?pair=${id}`);
  await page.locator(`main[data-pair="${id}"]`).waitFor();
  await page.waitForFunction(() => !Reflect.get(globalThis, 'document').querySelector('.responses [aria-busy=true]'));
  await page.locator('.said', { hasText: /^\d+ marks? in A/ }).waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
}

// The studio's own policy lets no page of it read a picture back.
const encoder = await browser.newPage();
await page.bringToFront();
await load();
await page.goto(`${address}#/verify`);
await page.locator('main[data-pair]').waitFor();
await page.keyboard.press('d');
for (const [size, viewport] of Object.entries(sizes)) {
  await page.setViewportSize(viewport);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const { name, id } of pairs) {
      await show(id);
      await photograph(join(folder, `card-${name}-${size}-${colorScheme}.webp`));
    }
  }
}
await browser.close();
server?.kill();
await rm(profile, { recursive: true, force: true });
