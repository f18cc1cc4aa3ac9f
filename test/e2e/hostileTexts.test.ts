import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagePolicy } from '../../server/headers';
import { confirmLoad } from './support/confirmLoad';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const corpus = fileURLToPath(new URL('../files/sanitiser/', import.meta.url));
/** Turns of one prompt; two more texts are the responses. Many in one pair, because each pair takes a second. */
const turns = 23;

async function hostileTexts(): Promise<string[]> {
  const names = (await readdir(corpus)).filter((name) => name.endsWith('.jsonl')).sort();
  const files = await Promise.all(names.map((name) => readFile(join(corpus, name), 'utf8')));
  return files.flatMap((file) => file.trim().split('\n').slice(1)).map((line) => JSON.parse(line) as string);
}

/** Pairs whose every text is hostile, as a file of preference data. */
function pairsOf(texts: readonly string[]): string {
  const rows: string[] = [];
  for (let at = 0; at < texts.length; at += turns + 2) {
    const part = Array.from({ length: turns + 2 }, (_, place) => texts[(at + place) % texts.length] ?? '');
    const prompt = part.slice(2).map((content, turn) => ({ role: turn % 2 === 0 ? 'user' : 'assistant', content }));
    const [chosen, rejected] = part.map((content) => [{ role: 'assistant', content }]);
    rows.push(JSON.stringify({ prompt, chosen, rejected }));
  }
  return rows.join('\n');
}

/** All that must not happen, as it happens. */
class Watch {
  readonly found: string[] = [];
  readonly pages = new Set<string>();

  async over(context: BrowserContext, page: Page, address: string): Promise<void> {
    const note = (what: string) => void this.found.push(what);
    await page.exposeFunction('hit', () => note('a text ran'));
    await page.exposeFunction('violated', (what: string) => note(`the policy was violated: ${what}`));
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        (window as unknown as { violated(what: string): void }).violated(
          `${violatedDirective} ${blockedURI} ${sample}`,
        ),
      ),
    );
    context.on('page', () => note('a page was opened'));
    page.on('dialog', (dialog) => (note(`a dialog: ${dialog.message()}`), void dialog.dismiss()));
    const own =
      /^\/(?:$|index\.html|assets\/|icons\/|models\/|samples\/|v1\/|manifest\.webmanifest|service-worker\.js)/;
    context.on('request', (request) => {
      const url = new URL(request.url());
      const isOwn = ['blob:', 'data:'].includes(url.protocol) || (url.origin === address && own.test(url.pathname));
      if (!isOwn) note(`it asked ${request.url()}`);
    });
    page.on('response', async (response) => {
      const headers = response.headers();
      if (headers['content-type']?.startsWith('text/html')) this.pages.add(headers['content-security-policy'] ?? '');
    });
  }
}

const textOf = (page: Page) => page.locator('section.prompt').textContent();

/** Puts every pair off, and gives all that stood on the screen. */
async function goThrough(page: Page, pairs: number): Promise<string> {
  let seen = '';
  for (let shown = 1; ; shown++) {
    const text = await textOf(page);
    seen += `${text ?? ''}${(await page.locator('main').textContent()) ?? ''}`;
    if (shown === pairs) return seen;
    await page.keyboard.press('s');
    await expect.poll(() => textOf(page)).not.toBe(text);
  }
}

let server: TestServer;
let file: string;
let pairs: number;

beforeAll(async () => {
  server = await startServer();
  file = join(await mkdtemp(join(tmpdir(), 'assay-hostile-')), 'hostile.jsonl');
  const rows = pairsOf(await hostileTexts());
  pairs = rows.split('\n').length;
  await writeFile(file, rows);
});
afterAll(() => server.stop());

test.each([
  ['under the policy of the page', false],
  ['without any policy, by the sanitiser alone', true],
])('600 and more hostile texts as prompts and responses run nothing and ask nobody, %s', async (_, bypassCSP) => {
  const context = await launchChromium(await makeProfile(), { webgpu: false, bypassCSP });
  const page = context.pages()[0] ?? (await context.newPage());
  const watch = new Watch();
  await watch.over(context, page, server.address);
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(file);
  expect(await confirmLoad(page)).toBe(pairs);
  await page.goto(`${server.address}#/verify`);
  await page.locator('main[data-phase="judging"]').waitFor();
  const seen = await goThrough(page, pairs);
  expect(seen).toContain('<script>hit()</script>');
  expect(seen.match(/onerror/g)?.length).toBeGreaterThan(150);
  expect(
    await page.locator('.rich :is(script, iframe, object, embed, form, base, meta, link, svg image)').count(),
  ).toBe(0);
  expect(watch.found).toEqual([]);
  expect([...watch.pages]).toEqual([pagePolicy()]);
  await context.close();
});
