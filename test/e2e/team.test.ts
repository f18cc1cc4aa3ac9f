import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { plantPeople } from './support/plantPeople';
import { startServer, type TestServer } from './support/startServer';

const file = join(fileURLToPath(new URL('../..', import.meta.url)), 'test/files/e2e/pandalm-18.jsonl');
const pairs = 8;
/** Verdicts that each gives before the server is gone. */
const first = 2;
/** What each says, by key, of the sides as they stand for each: on a tie and a preference they differ whatever stands where. */
const keys = ['11267712', '77447716'] as const;

const protocol = `---
protocol: team
version: 1
title: The team's protocol
---

## Every pair

- Work the answer out yourself.
`;

interface Colleague {
  browser: BrowserContext;
  page: Page;
}

let server: TestServer;
let data: string;
let colleagues: Colleague[] = [];
/** The cookies of who signs in, by name; null where nobody does. */
let cookies: Record<Name, string> | null = null;

const names = { ann: ['annotator'], ben: ['annotator'], ada: ['adjudicator'], cora: ['curator'] } as const;
type Name = keyof typeof names;

afterEach(async () => {
  for (const { browser } of colleagues) await browser.close();
  colleagues = [];
  await server.stop();
  await rm(data, { recursive: true, force: true });
});

/** Asks the server as the curator. */
async function ask(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
  const headers = { 'Content-Type': type, Cookie: cookies?.cora ?? '' };
  const answer = await fetch(`${server.address}/v1/projects/main${path}`, { method, headers, body: body ?? null });
  if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
  return answer;
}

/** The curator's part: a protocol, a data set, and a task of which two people judge each pair. */
async function makeTask(): Promise<string> {
  await ask('POST', '/protocols', JSON.stringify({ text: protocol }));
  const text = await readFile(file, 'utf8');
  const added = await ask('POST', '/data-sets?file=pandalm-18.jsonl', text, 'application/octet-stream');
  const { id: dataSet } = (await added.json()) as { id: string };
  const page = (await (await ask('GET', `/data-sets/${dataSet}/pairs?limit=${pairs}`)).json()) as {
    pairs: { id: string }[];
  };
  const task = {
    name: 'First round',
    dataSet,
    pairs: page.pairs.map(({ id }) => id),
    overlap: 2,
    reservationMinutes: 60,
  };
  await ask('POST', '/tasks', JSON.stringify(task));
  return dataSet;
}

async function enter(name: Name): Promise<Page> {
  const browser = await launchChromium(await makeProfile(), { webgpu: false });
  const [cookie = '', value = ''] = cookies?.[name].split('=') ?? [];
  if (cookies) await browser.addCookies([{ name: cookie, value, url: server.address }]);
  const page = browser.pages()[0] ?? (await browser.newPage());
  colleagues.push({ browser, page });
  await page.goto(server.address);
  return page;
}

async function take(page: Page, size: number): Promise<void> {
  await page.getByRole('spinbutton', { name: 'Pairs of First round to take' }).fill(String(size));
  await page
    .getByRole('button', { name: /of First round$/ })
    .filter({ hasText: /^Take/ })
    .click();
  await expect.poll(() => taskState(page)).toMatch(/^0 of \d+ pairs judged, reserved until (\w{3} \d+, )?\d\d:\d\d/);
}

async function taskState(page: Page): Promise<string> {
  return (await page.getByTestId('task-state').textContent({ timeout: 60_000 })) ?? '';
}

async function press(page: Page, given: string): Promise<void> {
  await page.bringToFront();
  for (const key of given) {
    const before = await eventCount(page);
    await page.locator('main[data-phase="judging"]').waitFor();
    await page.keyboard.press(key);
    await expect.poll(() => eventCount(page)).toBeGreaterThan(before);
  }
}

async function syncState(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => page.getByTestId('sync-state').textContent(), { timeout: 60_000 }).toMatch(words);
}

async function exported(page: Page, name: string): Promise<string> {
  await page.goto(`${server.address}#/export?profile=trl-reward`);
  const button = page.getByRole('button', { name: `Download ${name}.trl-reward.jsonl` });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

/** Whether neither annotator is given an event of the other's on a pair without an event of their own. */
async function isBlind(): Promise<boolean> {
  for (const name of ['ann', 'ben'] as const) {
    const headers = { Cookie: cookies?.[name] ?? '' };
    const answer = await fetch(`${server.address}/v1/stores/main/events`, { headers });
    const { events, annotators } = (await answer.json()) as {
      events: { client: string; pair: string }[];
      annotators: Record<string, string>;
    };
    // Whoever annotates is told their own figures only.
    const progress = await fetch(`${server.address}/v1/projects/main/progress?client=${crypto.randomUUID()}`, {
      headers,
    });
    const { people } = (await progress.json()) as { people: { person: string }[] };
    expect(people).toHaveLength(1);
    const own = events.filter(({ client }) => annotators[client] === people[0]?.person);
    expect(own.length).toBe(first);
    const judged = new Set(own.map(({ pair }) => pair));
    if (events.some(({ pair }) => !judged.has(pair))) return false;
  }
  return true;
}

async function openServer(port: number, isTeam: boolean): Promise<void> {
  server = await startServer(port, data, isTeam ? ['--team'] : []);
}

test.each([
  ['where nobody signs in', false],
  ['in a team of annotators, an adjudicator and a curator', true],
])(
  '%s two judge one task without the server, a third decides what they differ on, and all exports are one',
  async (_place, isTeam) => {
    data = await mkdtemp(join(tmpdir(), 'assay-team-'));
    await openServer(0, isTeam);
    cookies = isTeam ? await plantPeople(data, names) : null;
    const dataSet = await makeTask();
    const people = [await enter('ann'), await enter('ben')];
    for (const page of people) {
      await take(page, pairs);
      await page.getByRole('button', { name: 'Verify First round' }).click();
      await page.locator('main[data-phase="judging"]').waitFor();
      // Neither what the source says nor where the pair is from has come here.
      const stored = await page.evaluate(() => document.documentElement.outerHTML);
      expect(stored).not.toMatch(/merriam|Doulingo/);
    }

    // The first verdicts go out at once. In a team nobody gets another's on a pair that they have not judged themselves.
    for (const [at, page] of people.entries()) {
      await press(page, keys[at]?.slice(0, first) ?? '');
      await syncState(page, /^On the server/);
      // What the source says of it comes now, and not before.
      const label = page.getByRole('region', { name: 'Last verdict' }).getByRole('definition').first();
      await expect.poll(() => label.textContent()).toMatch(/^(A|B|tie)$/);
    }
    if (isTeam) expect(await isBlind()).toBe(true);

    const port = Number(new URL(server.address).port);
    await server.stop();
    for (const [at, page] of people.entries()) {
      await press(page, keys[at]?.slice(first) ?? '');
      await syncState(page, new RegExp(`^${pairs - first} waiting`));
    }
    await openServer(port, isTeam);
    for (const page of people) await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    for (const page of people) {
      await syncState(page, /^On the server/);
      await expect.poll(() => eventCount(page), { timeout: 60_000 }).toBe(2 * pairs);
      await page.goto(`${server.address}#/home`);
      await expect.poll(() => taskState(page)).toBe(`${pairs} of ${pairs} pairs judged`);
    }

    const judge = await enter('ada');
    await expect.poll(() => eventCount(judge), { timeout: 60_000 }).toBe(2 * pairs);
    const decide = judge.getByRole('button', { name: /^Decide \d+ disputed pairs?$/ });
    await decide.waitFor({ timeout: 60_000 });
    const disputed = Number((await decide.textContent())?.replace(/\D/g, ''));
    expect(disputed).toBeGreaterThanOrEqual(2);
    await decide.click();
    await judge.getByRole('button', { name: `Adjudicate all ${disputed}` }).click();
    const seen = new Set<string>();
    for (let decided = 0; decided < disputed; decided++) {
      await judge
        .locator(`main[data-pair]:not(${[...seen].map((id) => `[data-pair="${id}"]`).join(',') || '.none'})`)
        .waitFor();
      seen.add((await judge.locator('main').getAttribute('data-pair')) ?? '');
      await judge.keyboard.press(decided % 2 === 0 ? '1' : '7');
      await expect.poll(() => eventCount(judge)).toBe(2 * pairs + decided + 1);
    }
    await syncState(judge, /^On the server/);

    const total = 2 * pairs + disputed;
    for (const page of people) await expect.poll(() => eventCount(page), { timeout: 60_000 }).toBe(total);
    const query = `dataSet=${dataSet}&provenance=false&name=First-round`;
    const ofServer = await (await ask('GET', `/exports/trl-reward?${query}`)).text();
    expect(ofServer.trimEnd().split('\n').length).toBeGreaterThan(5);
    for (const page of people) expect(await exported(page, 'First-round')).toBe(ofServer);
  },
);
