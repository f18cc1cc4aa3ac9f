import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeTasks } from '../server/curation/support/people';
import { poolOf } from '../server/curation/support/poolOf';
import { runCurate } from '../server/curation/support/runCurate';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { writePool } from '../server/curation/support/testSetup';
import { writePlan } from '../server/curation/support/writePlan';
import { launchChromium, makeProfile } from './support/launchChromium';
import { startServer, type TestServer } from './support/startServer';

/** Where pictures of the room go, for whoever looks at it; none are made unless it is named. */
const pictures = process.env['ASSAY_PICTURES'];

let folder: string;
let data: string;
let plan: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let server: TestServer;
let browser: BrowserContext;
let page: Page;

beforeAll(async () => {
  process.env['JUDGE_KEY'] = 'sk-of-a-test';
  folder = await mkdtemp(join(tmpdir(), 'assay-board-'));
  data = join(folder, 'data');
  machines = await scriptedMachines();
  await writePool(folder, { pool: poolOf(60), wild: poolOf(40, 2) });
  plan = await writePlan(folder, machines.wire.base);
  server = await startServer(0, data);
  browser = await launchChromium(await makeProfile(), { webgpu: false });
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await machines.wire.stop();
  await rm(folder, { recursive: true, force: true });
});

const main = () => page.getByRole('main');
const picture = async (name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
};

test('a plan is followed from nothing to its data set in an open page, and a pair of it is explained', async () => {
  await page.goto(`${server.address}/#/curation`);
  await main().getByText('No plan has been run yet').waitFor();
  await runCurate(folder, 'run', plan);
  await page.reload();
  await main().getByText('Waits for people').waitFor();
  await main().getByText('Live', { exact: true }).waitFor();
  await main().getByText('0 of 6 pairs judged').waitFor();
  await picture('waiting');

  expect(await judgeTasks(join(data, 'curation', 'test', 'people'))).toBe(6);
  const done = await runCurate(folder, 'resume', plan, '--json');
  const { dataSet } = JSON.parse(done.out) as { dataSet: string };
  // Without a reload: the stream tells of it.
  await main().getByText('Done', { exact: true }).waitFor();
  const row = main().getByRole('region', { name: 'Iterations of stage 1' }).getByRole('row').nth(1);
  await row.getByRole('cell', { name: '6', exact: true }).first().waitFor();
  await main().getByRole('region', { name: 'Stage 2', exact: true }).waitFor();
  await picture('done');

  const lines = (await readFile(dataSet, 'utf8')).trim().split('\n');
  const { pair_id } = lines
    .map((line) => JSON.parse(line) as { pair_id: string; origin: string })
    .find(({ origin }) => origin === 'gold') ?? { pair_id: '' };
  await page.getByRole('textbox', { name: "The pair's id" }).fill(pair_id);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show its label' }).click();
  await main().getByText('human-verified').waitFor();
  await main().getByRole('heading', { name: 'Step by step' }).waitFor();
  await picture('explained');
});
