import { mkdtemp, open as openFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepFromChoice } from '../../src/verdicts/strengthWords';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { verifyEvent } from '../../src/verdicts/verifyEvent';
import { Random } from '../fuzz/Random';
import { confirmLoad } from './support/confirmLoad';
import { killBrowser } from './support/killBrowser';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

const seed = 20261123;
const wanted = 500;
const pairs = 600;
const random = new Random(seed);

let server: TestServer;
let profile: string;
let folder: string;
let browser: BrowserContext;

/** What the page told before it was killed: every key with the pair that it fell on, and the count that it said was saved. */
let pressed: { pair: string; step: number | null }[] = [];
let saidSaved = 0;

/** Runs in the page: tells of each verdict key as it comes, and of the count of saved events as soon as it is shown. */
function watch(): void {
  const told = globalThis as unknown as { tellPressed(pair: string, step: number): void; tellSaved(n: number): void };
  const count = () => Number(document.querySelector('[data-testid="event-count"]')?.textContent?.replace(/\D/g, ''));
  let last = 0;
  new MutationObserver(() => {
    const now = count();
    if (now > last) told.tellSaved((last = now));
  }).observe(document, { subtree: true, childList: true, characterData: true });
  const onKey = ({ key }: KeyboardEvent) => {
    const pair = document.querySelector('main[data-phase="judging"]')?.getAttribute('data-pair');
    if (pair && /^[1-7]$/.test(key)) told.tellPressed(pair, Number(key));
  };
  addEventListener('keydown', onKey, { capture: true });
}

/** Runs in the page: all events of the ledger, as they lie in the database. */
function readLedger(): Promise<LedgerEvent[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('assay');
    opening.onerror = () => reject(new Error(String(opening.error)));
    opening.onsuccess = () => {
      const reading = opening.result.transaction('events').objectStore('events').getAll();
      reading.onsuccess = () => resolve(reading.result as LedgerEvent[]);
      reading.onerror = () => reject(new Error(String(reading.error)));
    };
  });
}

async function open(): Promise<Page> {
  browser = await launchChromium(profile, { webgpu: false });
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.exposeFunction('tellPressed', (pair: string, step: number) => void pressed.push({ pair, step }));
  await page.exposeFunction('tellSaved', (count: number) => void (saidSaved = Math.max(saidSaved, count)));
  await page.addInitScript(watch);
  return page;
}

/** Presses verdict keys, about `verdicts` of them, and kills the browser some milliseconds later in the middle of the next. */
async function judgeUntilKilled(page: Page, verdicts: number): Promise<void> {
  const killing = new AbortController();
  const kill = () => {
    killing.abort();
    killBrowser(profile);
  };
  try {
    for (let given = 0, shown = ''; ; given++) {
      if (given === verdicts) setTimeout(kill, random.below(30));
      shown = await nextPair(page, shown);
      await page.keyboard.press(String(1 + random.below(7)));
    }
  } catch (error) {
    if (!killing.signal.aborted) throw error;
  }
}

/** Waits until another pair than `before` is on the screen. */
async function nextPair(page: Page, before: string): Promise<string> {
  const shown = await page.waitForFunction(
    (last) => {
      const pair = document.querySelector('main[data-phase="judging"]')?.getAttribute('data-pair');
      return pair && pair !== last ? pair : null;
    },
    before,
    { timeout: 30_000, polling: 4 },
  );
  return (await shown.jsonValue()) ?? '';
}

/**
 * Chromium may find its own database damaged after a kill ("checksum mismatch"), and then it throws all of it away: no page can
 * prevent that. What the studio owes is to say so, and to bring everything back from its second copy. Whether it happened.
 */
async function saidStorageLoss(page: Page): Promise<boolean> {
  const alert = page.getByRole('alert').filter({ hasText: 'threw away what it kept' });
  if ((await alert.count()) === 0) return false;
  process.stderr.write(`Chromium threw the database away. ${await alert.innerText()}\n`);
  expect(await alert.innerText()).toContain('came back');
  await alert.getByRole('button', { name: 'Noted' }).click();
  return true;
}

async function loadPairs(page: Page): Promise<void> {
  await page.goto(server.address);
  await page.getByRole('link', { name: 'Home' }).first().waitFor();
  await page.goto(`${server.address}#/load`);
  await page.locator('input[type="file"]').first().setInputFiles(join(folder, 'pairs.jsonl'));
  expect(await confirmLoad(page)).toBe(pairs);
}

/** The key that gave a verdict, on whichever side its responses stood. */
function keyOf(event: LedgerEvent): { pair: string; step: number | null } {
  if (event.type !== 'verdict') throw new Error(`Event ${event.seq} is no verdict.`);
  return { pair: event.pair, step: stepFromChoice(event.data.choice, event.data.left) };
}

/** In the order in which they were given: a UUIDv7 begins with its time. */
function inOrder(events: LedgerEvent[]): LedgerEvent[] {
  return events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ledger holds all that was said to be saved, in the order in which it was given, and nothing is altered. */
function checkLedger(events: LedgerEvent[], before: ReadonlyMap<string, string>): void {
  const own = inOrder(events);
  expect(own.length).toBeGreaterThanOrEqual(saidSaved);
  // A browser that lost its database goes on as a new client.
  for (const client of new Set(own.map((event) => event.client))) {
    const seqs = own.filter((event) => event.client === client).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
  }
  for (const [at, event] of own.entries()) {
    expect(verifyEvent(event)).toMatchObject({ ok: true });
    expect(before.get(event.id) ?? event.hash).toBe(event.hash);
    // The last keys may have been stored before the page could tell of them.
    if (at < pressed.length) expect(keyOf(event)).toEqual(pressed[at]);
  }
  for (const id of before.keys()) expect(own.some((event) => event.id === id)).toBe(true);
}

beforeAll(async () => {
  server = await startServer();
  profile = await makeProfile();
  folder = await mkdtemp(join(tmpdir(), 'assay-kills-'));
  const rows = Array.from({ length: pairs }, (_, n) =>
    JSON.stringify({ prompt: `Question ${n}: which is more?`, chosen: `Eleven of ${n}.`, rejected: `Nine of ${n}.` }),
  );
  await writeFile(join(folder, 'pairs.jsonl'), rows.join('\n'));
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Opens the studio anew after a kill. */
async function reopen(): Promise<Page> {
  await browser.close().catch(() => undefined);
  const page = await open();
  await page.goto(server.address);
  await page.locator('[data-testid="event-count"]').waitFor();
  return page;
}

let known = new Map<string, string>();
let kills = 0;

test(`of ${wanted} verdicts, with the browser killed again and again, none that said "saved" is lost or altered (seed ${seed})`, async () => {
  let page = await open();
  await loadPairs(page);
  for (; known.size < wanted; kills++) {
    await page.goto(`${server.address}#/verify`);
    await judgeUntilKilled(page, 8 + random.below(25));
    page = await reopen();
    await saidStorageLoss(page);
    const events = await page.evaluate(readLedger);
    checkLedger(events, known);
    known = new Map(events.map(({ id, hash }) => [id, hash]));
    // A key whose verdict was not durable yet is as if it had not been pressed: its pair comes again.
    pressed = inOrder(events).map(keyOf);
    saidSaved = events.length;
  }
  expect(kills).toBeGreaterThanOrEqual(15);
}, 300_000);

test('a database that Chromium finds damaged and throws away comes back whole, with its data set, and is said until it is noted', async () => {
  await browser.close();
  const bytes = await openFile(await ledgerFile(), 'r+');
  await bytes.write(Buffer.alloc(64, 0x5a), 0, 64, 4096);
  await bytes.close();
  let page = await reopen();
  checkLedger(await page.evaluate(readLedger), known);
  expect(await saidStorageLoss(page)).toBe(true);
  await page.goto(`${server.address}#/verify`);
  await nextPair(page, '');
  page = await reopen();
  expect(await saidStorageLoss(page)).toBe(false);
  checkLedger(await page.evaluate(readLedger), known);
}, 60_000);

test('what the killed browsers gave is on the server too, once and unaltered', async () => {
  const state = () => browser.pages()[0]?.getByTestId('sync-state').textContent() ?? '';
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^On the server/);
  const onServer: LedgerEvent[] = [];
  for (let after = '', more = true; more;) {
    const answer = await fetch(`${server.address}/v1/stores/main/events${after}`);
    const page = (await answer.json()) as { events: LedgerEvent[]; next: string; more: boolean };
    onServer.push(...page.events);
    [after, more] = [`?after=${page.next}`, page.more];
  }
  const hashes = new Map(onServer.map(({ id, hash }) => [id, hash]));
  expect(hashes.size).toBe(onServer.length);
  expect(onServer.every((event) => verifyEvent(event).ok)).toBe(true);
  expect([...known].filter(([id, hash]) => hashes.get(id) !== hash)).toEqual([]);
  process.stderr.write(`browser kills ${kills}, acknowledged ${onServer.length}\n`);
}, 180_000);

/** The file to which Chromium writes what the database was given last. */
async function ledgerFile(): Promise<string> {
  const databases = join(profile, 'Default', 'IndexedDB');
  const [name = ''] = (await readdir(databases)).filter((file) => file.endsWith('.leveldb'));
  const logs = (await readdir(join(databases, name))).filter((file) => file.endsWith('.log')).sort();
  return join(databases, name, logs.at(-1) ?? '');
}
