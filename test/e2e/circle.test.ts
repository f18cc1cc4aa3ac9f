import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { assay, AssayProcess } from './support/AssayProcess';
import { projectRoot, protocol, writeCirclePlan } from './support/circlePlan';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';
import { trainByCard } from './support/trainByCard';

const sizes = { start: 32, pool: 80, wild: 40, people: 40, judges: 20 };
const task = /circle: human/;
const patience = { timeout: 240_000 };

let folder: string;
let server: TestServer;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let browser: BrowserContext;
let page: Page;
let curating: AssayProcess | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-circle-'));
  server = await startServer(0, join(folder, 'data'));
  machines = await scriptedMachines();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser.close();
  await curating?.stop();
  await machines.wire.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Row {
  pair_id: string;
  origin: 'gold' | 'silver';
  step: string;
  flipped: boolean;
  chosen: { role: string; content: string }[];
  rejected: { role: string; content: string }[];
}

interface Registered {
  model: string;
  version: number;
  digest: string;
  tags: string[];
}

interface Outcome {
  state: string;
  dataSet: string;
  final: { registered: Registered | null } | null;
  calls: { id: string; calls: number; cached: number }[];
}

/** Looks at Home again and again, as somebody does who waits for work. @throws Error where the plan has ended before */
async function taskOnHome(): Promise<string> {
  const entry = page.getByRole('listitem').filter({ hasText: task });
  while ((await entry.count()) === 0) {
    if (curating?.exitCode !== null) throw new Error(`The plan has ended: ${curating?.said ?? ''}`);
    await page.goto(`${server.address}#/models`);
    await page.goto(`${server.address}#/home`);
    await page.waitForTimeout(1_000);
  }
  return (await entry.textContent()) ?? '';
}

/**
 * A preference for each pair by key, until the room says that none is left. Returns the pairs as they came: now and then one comes again,
 * its sides swapped, to see whether the person says the same.
 */
async function judgeAll(): Promise<string[]> {
  const keys = '1267';
  const seen: string[] = [];
  const judging = page.locator('main[data-phase="judging"]');
  const end = page.getByText(`All ${sizes.people} pairs have a verdict`);
  await page.bringToFront();
  for (let given = 0; ; given++) {
    await judging.or(end).waitFor();
    if (await end.isVisible()) return seen;
    seen.push((await judging.getAttribute('data-pair')) ?? '');
    await page.keyboard.press(keys[given % keys.length] ?? '1');
    await expect.poll(() => eventCount(page)).toBe(given + 1);
  }
}

async function eventsOnServer(): Promise<LedgerEvent[]> {
  const answer = await fetch(`${server.address}/v1/stores/main/events?limit=1000`);
  return ((await answer.json()) as { events: LedgerEvent[] }).events;
}

const syncState = () => page.getByTestId('sync-state').textContent();
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('verdicts of a person without a network become gold, silver, a data set and a model that the open studio compares with the old one', async () => {
  const made = await fetch(`${server.address}/v1/projects/main/protocols`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: protocol }),
  });
  expect(made.ok).toBe(true);
  const plan = await writeCirclePlan(folder, sizes, { server: server.address, judges: machines.wire.base });
  const places = ['--data', join(folder, 'data'), '--trainer', projectRoot];

  // A plan begins; its pairs appear in the studio, which takes them and leaves the network.
  await page.goto(server.address);
  curating = new AssayProcess('curate', 'run', plan, '--wait', '--json', ...places);
  expect(await taskOnHome()).toContain('40 pairs, one person each, 0 done');
  await page.getByRole('spinbutton', { name: /^Pairs of circle/ }).fill(String(sizes.people));
  await button(/^Take pairs of circle/).click();
  await expect.poll(() => page.getByTestId('task-state').textContent(), patience).toMatch(/^0 of 40 pairs judged/);
  // Held they are at once; here they are when they can be judged.
  await expect.poll(() => button(/^Verify circle/).isEnabled(), patience).toBe(true);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await browser.setOffline(true);
  await button(/^Verify circle/).click();
  const judged = await judgeAll();
  expect(new Set(judged).size).toBe(sizes.people);
  expect(await eventCount(page)).toBe(judged.length);
  await expect.poll(syncState, patience).toMatch(new RegExp(`^${judged.length} waiting, none acknowledged yet`));
  expect(await eventsOnServer()).toEqual([]);

  // Back on the network every verdict is acknowledged, and the plan goes on without being told.
  await browser.setOffline(false);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(syncState, patience).toMatch(/^On the server, last acknowledged/);
  const events = await eventsOnServer();
  expect(events.map(({ pair }) => pair)).toEqual(judged);
  const outcome = JSON.parse(await curating.done()) as Outcome;
  expect(outcome).toMatchObject({ state: 'done', final: { registered: { model: 'circle', version: 1 } } });

  // Every label of a person's is theirs, nothing was asked twice, and each can be explained.
  const rows = (await readFile(outcome.dataSet, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const gold = rows.filter(({ origin }) => origin === 'gold');
  const silver = rows.filter(({ origin, step }) => origin === 'silver' && step === 'merge@1');
  expect(gold.map(({ pair_id }) => pair_id).sort()).toEqual([...new Set(judged)].sort());
  expect(silver.length).toBeGreaterThan(0);
  expect(rows.some(({ step }) => step === 'recycle')).toBe(true);
  expect([...machines.book.byKey.values()].every((times) => times === 1)).toBe(true);
  expect(machines.book.byPath.size).toBe(2);
  const explain = (pair: string) => assay('curate', 'explain', pair, plan, ...places);
  const verdict = events.find(({ pair }) => judged.filter((one) => one === pair).length === 1);
  const ofGold = await explain(verdict?.pair ?? '');
  expect(ofGold).toMatch(/^The (first|second) response is chosen: gold, stage 1, by people\./);
  expect(ofGold).toContain(`1 person under circle@1: ${preferred(verdict)} (fold adjudicated).`);
  expect(ofGold).toContain(`Verdict ${verdict?.id ?? ''}, sha256 ${verdict?.hash ?? ''}.`);
  const ofSilver = await explain(silver[0]?.pair_id ?? '');
  expect(ofSilver).toMatch(/^The (first|second) response is chosen: silver, stage 1, by judges\./);
  expect(ofSilver).toMatch(/The judges together: (first|second)\.\nJudge judge-a@1 .*\nJudge judge-b@1 /);
  // The judges of the first iteration had no gold to be shown yet.
  expect(ofSilver).toMatch(/and 0 gold examples\.$/m);

  // The studio, which has been open all the time, says that there is a new model, takes it and shows old against new.
  await expect
    .poll(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      return page.getByRole('link', { name: 'Models 1 new' }).count();
    }, patience)
    .toBe(1);
  await page.getByRole('link', { name: 'Models 1 new' }).click();
  const entry = page.getByRole('article', { name: 'circle', exact: true });
  await entry.getByText('version 1 (candidate, latest)').waitFor();
  await entry.getByRole('button', { name: /^See what it needs/ }).click();
  await button('Download and add').click();
  await page.getByText('Its graph is built when it is first loaded').waitFor();
  await button('Close').click();
  await button('Old against new with circle version 1').click();
  await button('Score 40 gold pairs').click();
  await button('Adopt circle version 1').waitFor(patience);
  expect(await page.locator('[data-finding]').textContent()).toMatch(/ on 40 gold pairs[.:]/);
  for (const row of ['Old Assay demo reward model', 'New circle version 1'])
    await page.getByRole('row', { name: new RegExp(`^${row} \\d+\\.\\d % `) }).waitFor();

  // The board says of the plan what lies on the disk, and a label's story.
  await page.goto(`${server.address}#/curation?plan=circle`);
  const iteration = page.getByRole('region', { name: 'Iterations of stage 1' }).getByRole('row').nth(1);
  await iteration.waitFor();
  const [pool, inGold, inSilver, discarded] = await iteration.getByRole('cell').allTextContents();
  expect(Number(pool)).toBeGreaterThanOrEqual(sizes.people + sizes.judges);
  expect([inGold, inSilver, discarded]).toEqual(['40', `${silver.length}`, `${sizes.judges - silver.length}`]);
  await page.getByText(`${rows.length} rows:`).waitFor();
  await page.getByText(/^\d+\.\d % of \d+ gold pairs right \(95 % interval /).waitFor();
  await page.getByText('Registered as circle, version 1').waitFor();
  for (const { pair_id, origin } of rows.filter((row) => row === silver[0] || row.pair_id === verdict?.pair)) {
    await page.goto(`${server.address}#/curation?plan=circle`);
    await page.getByRole('textbox', { name: "The pair's id" }).fill(pair_id);
    await button('Explain its label').click();
    // Who has not judged it is told first that their verdict will be no gold.
    if (origin === 'silver') await button('Show its label').click();
    const label = page.getByRole('region', { name: 'Label' });
    await label.getByText(origin === 'gold' ? 'human-verified' : 'machine').waitFor(patience);
    await page
      .getByText(origin === 'gold' ? `Verdict ${verdict?.id ?? ''}` : 'judge-a')
      .first()
      .waitFor();
  }

  // What the plan exports trains by what its card says.
  const card = await readFile(join(dirname(outcome.dataSet), 'README.md'), 'utf8');
  const flipped = rows.filter((row) => row.flipped).length;
  expect(card).toContain(`| all | ${rows.length} | 40 | ${rows.length - 40} | ${flipped} |`);
  expect(card).toContain('license: "apache-2.0"');
  await trainByCard(dirname(outcome.dataSet));
}, 600_000);

/** The response that a verdict prefers, in canonical order. */
function preferred(event: LedgerEvent | undefined): string {
  if (event?.type !== 'verdict' || event.data.choice.kind !== 'preference') return 'no preference';
  return event.data.choice.strength < 0 ? 'first' : 'second';
}
