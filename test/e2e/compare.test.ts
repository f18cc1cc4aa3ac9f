import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmLoad } from './support/confirmLoad';
import { eventCount } from './support/eventCount';
import { launchChromium, makeProfile } from './support/launchChromium';
import { judgedFile } from './support/openJudging';
import { perturbedModel } from './support/perturbedModel';
import { startServer, type TestServer } from './support/startServer';

const program = fileURLToPath(new URL('../../dist/server/assay.js', import.meta.url));
/** Few and short: the processor has to score them, with two models. */
const pairs = 18;

let server: TestServer;
let browser: BrowserContext;
let page: Page;

const button = (name: string | RegExp) => page.getByRole('button', { name });
const entry = (name: string) => page.getByRole('article', { name });

/** The data set's rows with rewards: every third pair against its label. */
async function rewardsFile(): Promise<string> {
  const rows = (await readFile(judgedFile, 'utf8')).trim().split('\n');
  const given = rows.map((row, at) => ({
    ...(JSON.parse(row) as object),
    ...{ chosen_reward: at % 3 === 0 ? -1 - at : 1 + at, rejected_reward: 0 },
  }));
  const path = join(await mkdtemp(join(tmpdir(), 'assay-scores-')), 'a-third-model.jsonl');
  await writeFile(path, given.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

/** The demo model's rewards as `assay score` writes them. */
async function commandLineScores(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-scores-'));
  const path = join(folder, 'from-node.parquet');
  const options = ['--model', 'demo', '--out', path, '--data', join(folder, 'data')];
  await promisify(execFile)(process.execPath, [program, 'score', judgedFile, ...options]);
  return path;
}

/** How many pairs stand in a corner of the scatter. */
async function pairsIn(corner: string): Promise<number> {
  const text = await button(new RegExp(`^\\d+ ${corner}`)).textContent();
  return Number(text?.match(/\d+/)?.[0]);
}

/** How many pairs a slice has, as its row in the chart says. */
async function pairsOfSlice(option: string): Promise<number> {
  const name = (await button(new RegExp(`^${option}: `)).getAttribute('aria-label')) ?? '';
  return Number(/: (\d+)/.exec(name)?.[1]);
}

async function giveVerdict(): Promise<void> {
  const before = await eventCount(page);
  await page.locator('main[data-phase="judging"]').waitFor();
  await page.keyboard.press('2');
  await expect.poll(() => eventCount(page)).toBe(before + 1);
}

beforeAll(async () => {
  server = await startServer();
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(server.address);
  await page.locator('input[type="file"]').first().setInputFiles(judgedFile);
  expect(await confirmLoad(page)).toBe(pairs);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.sequential('three models side by side', () => {
  let corner: string;
  let selected: number;
  let address: string;

  test('the demo model and a perturbed one score the data set', async () => {
    await page.goto(`${server.address}#/models`);
    await button('Add a model').click();
    await page.getByRole('radio', { name: 'Folder on this computer' }).click();
    await page.locator('input[webkitdirectory]').setInputFiles(await perturbedModel('perturbed'));
    await button('Copy and add').click();
    await page.getByText('Its graph is built when it is first loaded').waitFor();
    await button('Close').click();
    await page.getByRole('checkbox', { name: /perturbed/ }).click();
    await page.getByRole('checkbox', { name: 'Assay demo reward model' }).click();
    await button('Add to the queue').click();
    await page.getByText('Nothing is queued.').waitFor({ timeout: 240_000 });
  });

  test('a third one comes in a file, says what it holds, and is held against the demo model', async () => {
    await button('Bring rewards from a file').click();
    await page.getByLabel('File of rewards').setInputFiles(await rewardsFile());
    await page
      .getByText(`${2 * pairs} of ${2 * pairs}`)
      .first()
      .waitFor();
    await button('Keep these rewards').click();
    await entry('a-third-model').getByText('rewards only').waitFor();
    await entry('a-third-model').getByLabel('Parity with').selectOption({ label: 'Assay demo reward model' });
    await entry('a-third-model').getByRole('button', { name: /^off/ }).waitFor();
  });

  test('what the command line gave the same pairs is in parity with the browser, and is removed again', async () => {
    await page.getByLabel('File of rewards').setInputFiles(await commandLineScores());
    await page.getByText('A score file: rewards by the content ids of responses').waitFor();
    await button('Keep these rewards').click();
    const node = entry('from-node');
    await node.getByLabel('Parity with').selectOption({ label: 'Assay demo reward model' });
    await node.getByRole('button', { name: /^in parity/ }).waitFor();
    await node.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await node.waitFor({ state: 'detached' });
  });

  test('a corner of the scatter filters every view, and the address is the view', async () => {
    await page.goto(`${server.address}#/compare`);
    await page.getByRole('list', { name: 'Committee' }).getByText('a-third-model').waitFor();
    await page.getByText(`${pairs} of ${pairs} pairs that all 3 models have scored`).waitFor();
    await page.getByLabel('Model on the vertical axis').selectOption({ label: 'a-third-model' });
    await page.getByLabel('Slice by').selectOption('verdict');
    await expect.poll(() => pairsOfSlice('not met')).toBe(pairs);
    corner = 'only a-third-model against';
    await button(new RegExp(`^\\d+ ${corner}`)).waitFor();
    selected = await pairsIn(corner);
    expect(selected).toBeGreaterThan(0);
    expect(selected).toBeLessThan(pairs);
    await button(new RegExp(`^\\d+ ${corner}`)).click();
    await page.getByText(new RegExp(`^${String(selected)} pairs? selected$`)).waitFor();
    address = page.url();
    await page.reload();
    await page.getByText(new RegExp(`^${String(selected)} pairs? selected$`)).waitFor();
    expect(page.url()).toBe(address);
  });

  test('its pairs are verified by keyboard, and only those', async () => {
    await button(new RegExp(`^Verify these ${String(selected)} pair`)).click();
    for (let done = 0; done < selected; done++) await giveVerdict();
    await page.getByRole('heading', { name: 'The selection is at its end' }).waitFor();
    expect(await eventCount(page)).toBe(selected);
  });

  test('back in Compare the charts have changed: so many pairs are gold', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Back to Compare' }).click();
    // A gold label stands in for the source's, so that fewer pairs may be in the corner than were judged.
    await button(/^Remove the filter/).click();
    await page.getByText(`${pairs} pairs selected`, { exact: true }).waitFor();
    // One of them was seen with its label in the Load room, and is judged without being gold.
    await expect.poll(() => pairsOfSlice('gold')).toBe(selected - 1);
    expect(await pairsOfSlice('judged, not gold')).toBe(1);
    expect(await pairsOfSlice('not met')).toBe(pairs - selected);
  });
});
