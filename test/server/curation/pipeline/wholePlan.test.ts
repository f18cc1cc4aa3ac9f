import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunOutcome } from '../../../../server/curation/pipeline/Pipeline';
import type { CurationSetup } from '../../../../server/curation/CurationSetup';
import { judgeTasks } from '../support/people';
import { poolOf } from '../support/poolOf';
import { scriptedMachines, goodness } from '../support/ScriptedMachines';
import { dataSetOf, runOnce, testSetup, writePool } from '../support/testSetup';

let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-curation-'));
  machines = await scriptedMachines();
});
afterEach(() => machines.wire.stop());

/** Runs until nobody is waited for. */
async function runThrough(setup: CurationSetup): Promise<RunOutcome> {
  for (let round = 0; round < 10; round++) {
    const outcome = await runOnce(folder, setup);
    if (outcome.state === 'done') return outcome;
    await judgeTasks(join(folder, 'people'));
  }
  throw new Error('The plan waits for ever.');
}

test('a plan of two iterations and stage 2 runs from files to a data set whose labels are better than the pool’s', async () => {
  const files = await writePool(folder, { pool: poolOf(300), wild: poolOf(400, 2) });
  const setup = testSetup(folder, machines.wire.base, files);
  const outcome = await runThrough(setup);
  const lines = (await dataSetOf(outcome))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { chosen: unknown; rejected: unknown; origin: string; flipped: boolean });
  const right = lines.filter(
    ({ chosen, rejected }) => goodness(JSON.stringify(chosen)) > goodness(JSON.stringify(rejected)),
  );
  expect(right.length / lines.length).toBeGreaterThan(0.9);
  if (outcome.state !== 'done') return;
  expect(outcome.outputs.get('export')?.manifest.counts).toMatchObject({ gold: 20 });
  // The card counts what is in the file, not what steps have said.
  const card = await readFile(outcome.outputs.get('export')?.file('README.md') ?? '', 'utf8');
  const count = (is: (line: (typeof lines)[number]) => boolean) => lines.filter(is).length;
  const [silver, flipped] = [count(({ origin }) => origin === 'silver'), count((line) => line.flipped)];
  expect(card).toContain(`| all | ${lines.length} | 20 | ${silver} | ${flipped} |`);
  expect(card).toContain('| test@1 | 20 |');
  expect(card).toContain('Judges: judge-a@1, judge-b@1.');
}, 60_000);
