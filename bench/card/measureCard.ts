import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { pairId, responseId } from '../../src/pairs/contentId';
import { confirmLoad } from '../../test/e2e/support/confirmLoad';
import { cardPairs, longPair, type CardPair } from '../../test/support/cardPairs';
import { longestTask, type LongestTask } from './tasksOf';

/** What a person does with a long pair, and the longest task of each. */
export type CardTasks = Record<'show' | 'scroll' | 'diff' | 'raw' | 'rendered', LongestTask[]>;

/** Paragraphs of a response of about 20,000 words. */
const paragraphs = 200;

/** Shows, scrolls, marks and turns raw `count` different pairs of 20,000 words a response, coming from a short one. */
export async function measureCard(browser: BrowserContext, address: string, count: number): Promise<CardTasks> {
  const short = cardPairs['short']?.() as CardPair;
  const long = Array.from({ length: count }, (_, at) => longPair(paragraphs + at));
  const page = await browser.newPage();
  await load(page, address, [short, ...long]);
  const tasks: CardTasks = { show: [], scroll: [], diff: [], raw: [], rendered: [] };
  for (const pair of long) {
    await open(page, address, short);
    tasks.show.push(await longestTask(page, () => open(page, address, pair)));
    tasks.scroll.push(await longestTask(page, () => scroll(page)));
    tasks.diff.push(await longestTask(page, () => pressUntil(page, 'd', '.said:text-matches("^[0-9]+ marks? in A")')));
    tasks.raw.push(await longestTask(page, () => pressUntil(page, 'm', '.responses .raw:not([aria-busy=true])')));
    tasks.rendered.push(await longestTask(page, () => pressUntil(page, 'm', '.responses .rich')));
    await pressUntil(page, 'd', '.said:not(:text-matches("marks? in A"))');
  }
  await page.close();
  return tasks;
}

async function load(page: Page, address: string, pairs: CardPair[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-card-'));
  const file = join(folder, 'card.jsonl');
  const rows = pairs.map(({ prompt, a, b }) => JSON.stringify({ prompt, chosen: a, rejected: b }));
  await writeFile(file, rows.join('\n'));
  await page.goto(`${address}#/load`);
  await page.locator('input[type=file]').first().setInputFiles(file);
  await confirmLoad(page);
  await rm(folder, { recursive: true });
}

async function open(page: Page, address: string, { prompt, a, b }: CardPair): Promise<void> {
  const id = pairId(prompt, responseId(prompt, a), responseId(prompt, b));
  await page.goto(`${address}#/verify?pair=${id}`);
  await page.locator(`main[data-pair="${id}"]`).waitFor();
  await settled(page);
}

/** All chunks are in the page, and it has had time to paint them. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(200);
  await page.waitForFunction(() => !document.querySelector('.responses [aria-busy=true]'));
  await page.waitForTimeout(300);
}

async function pressUntil(page: Page, key: string, sign: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(sign).first().waitFor({ state: 'attached' });
  await settled(page);
}

async function scroll(page: Page): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await page.evaluate(() => document.querySelector('article > .text')?.scrollBy(0, 900));
    await page.waitForTimeout(30);
  }
}
