import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openRegistryClient } from '../../../../server/commands/registry/openRegistryClient';
import { finalWords } from '../../../../server/commands/curate/finalWords';
import type { RunOutcome } from '../../../../server/curation/pipeline/Pipeline';
import { finalModel } from '../../../../server/curation/registration/finalModel';
import { ShardSql } from '../../../../server/curation/pipeline/ShardSql';
import { serveLedger, type ServedLedger } from '../../../support/servedLedger';
import { scriptedMachines } from '../support/ScriptedMachines';
import { finalPlan, registryAt, runFinal, trainerCard } from '../support/finalPlan';

vi.setConfig({ testTimeout: 60_000 });

const never = new AbortController().signal;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let served: ServedLedger;
let folder: string;

beforeAll(async () => {
  machines = await scriptedMachines();
});
afterAll(() => machines.wire.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-final-'));
  served = await serveLedger();
});
afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

type Done = Extract<RunOutcome, { state: 'done' }>;

async function rowsOf(outcome: Done, label: string) {
  const sql = await ShardSql.open(join(folder, 'scratch'));
  try {
    return await sql.all(`select * from ${outcome.outputs.get(label)?.table ?? ''}`);
  } finally {
    sql.close();
  }
}

async function linesOf(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  return text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
}

async function versions() {
  const models = await openRegistryClient(served.address, null).models(never);
  return models.flatMap((model) => model.versions);
}

test('the final model learns from all that is exported but what is held out, is measured beside those before it, and is registered as candidate', async () => {
  const setup = await finalPlan(folder, machines.wire.base, registryAt(folder, served.address, { tags: ['weekly'] }));
  const outcome = await runFinal(folder, setup);
  const [final = {}] = await rowsOf(outcome, 'train-final');
  const data = join(String(final['checkpoint']), '..', 'data');
  const [learned, chose] = [await linesOf(join(data, 'train.jsonl')), await linesOf(join(data, 'gold.jsonl'))];
  const exported = await linesOf(outcome.outputs.get('export')?.file('dataset.jsonl') ?? '');
  const prompt = (row: Record<string, unknown>) => JSON.stringify((row['chosen'] as unknown[])[0]);
  expect(chose.length).toBeGreaterThan(0);
  expect(chose.every(({ origin }) => origin === 'gold')).toBe(true);
  const held = new Set(chose.map(prompt));
  expect(exported.filter((row) => held.has(prompt(row))).length).toBeGreaterThan(chose.length);
  expect(learned).toEqual(exported.filter((row) => !held.has(prompt(row))));
  expect(new Set(learned.map(({ origin }) => origin))).toEqual(new Set(['gold', 'silver']));

  const evaluated = await rowsOf(outcome, 'evaluate-final');
  // There was no model of that name.
  expect(evaluated.map(({ model, gold }) => [model, gold])).toEqual([['final', chose.length], ['selected', chose.length]]); // prettier-ignore
  // The scripted model sees what people see, with some noise.
  expect(evaluated[1]?.['accuracy']).toBeGreaterThan(0.6);
  const [version] = await versions();
  expect(version).toMatchObject({
    model: 'helpful',
    version: 1,
    origin: { kind: 'run', run: final['run'] },
    tags: ['candidate', 'latest', 'weekly'],
  });
  expect(await rowsOf(outcome, 'register')).toMatchObject([{ model: 'helpful', version: 1, digest: version?.digest }]);
  const card = await (await fetch(`${served.address}/v1/models/helpful/versions/1/files/README.md`)).text();
  expect(card).toBe(await readFile(join(String(final['checkpoint']), 'README.md'), 'utf8'));
  expect(card.startsWith(trainerCard)).toBe(true);
  const manifest = outcome.outputs.get('export')?.manifest;
  for (const part of [manifest?.key ?? '', 'org/base', '| epochs | 1 |', 'best model of the iterations'])
    expect(card).toContain(part);
});

test('the next plan is measured beside the adopted version, not the newest, on the same pairs', async () => {
  const planOf = async (plan: string) => {
    const setup = await finalPlan(join(folder, plan), machines.wire.base, registryAt(folder, served.address));
    return runFinal(join(folder, plan), { ...setup, card: { plan, license: null } });
  };
  await planOf('one');
  const put = { method: 'PUT', headers: { 'Content-Type': 'application/json' } };
  await fetch(`${served.address}/v1/models/helpful/tags/adopted`, { ...put, body: '{"version":1}' });
  await planOf('two');
  expect((await versions()).map(({ version, tags }) => [version, tags])).toEqual([
    [2, ['candidate', 'latest']],
    [1, ['adopted']],
  ]);
  const outcome = await planOf('three');
  const rows = await rowsOf(outcome, 'evaluate-final');
  expect(rows.map(({ model, name }) => [model, name]).slice(1)).toEqual([['selected', 'rm-best@1'], ['in_use', 'helpful@1']]); // prettier-ignore
  expect(new Set(rows.map(({ gold }) => gold)).size).toBe(1);
  // The very same weights: nothing tells them apart.
  expect(rows[2]).toMatchObject({ difference: 0, gained: 0, lost: 0, finding: 'unclear' });
});

test('a run that dies after the server has the model registers it no second time; a card that was changed by hand is put right', async () => {
  const setup = await finalPlan(folder, machines.wire.base, registryAt(folder, served.address));
  const outcome = await runFinal(folder, setup);
  const register = outcome.outputs.get('register');
  await rm(join(register?.path ?? '', 'manifest.json'));
  const [final = {}] = await rowsOf(outcome, 'train-final');
  await writeFile(join(String(final['checkpoint']), 'README.md'), 'other words');
  const again = await runFinal(folder, setup);
  expect(again.outputs.get('register')?.manifest.counts).toEqual({ version: 1 });
  expect(await versions()).toHaveLength(1);
});

test('a plan without a registry ends with the command that registers its model; without gold its card says that nothing measures it', async () => {
  const setup = await finalPlan(folder, machines.wire.base, null);
  const outcome = await runFinal(folder, { ...setup, stageOne: { ...setup.stageOne, verdicts: 0 } });
  const sql = await ShardSql.open(join(folder, 'scratch'));
  const final = await finalModel(sql, outcome.outputs);
  sql.close();
  if (final === null) throw new Error('The plan trains one.');
  expect(final.registered).toBeNull();
  const words = finalWords({ ...final, checkpoint: "/models/it's new/model" });
  expect(words).toContain(
    `assay models push '/models/it'\\''s new/model' --to ADDRESS --name NAME --tag candidate --run ${final.run}`,
  );
  expect(outcome.outputs.get('hold-out')?.manifest.counts).toMatchObject({ gold: 0 });
  expect(outcome.outputs.get('evaluate-final')?.manifest.counts).toMatchObject({ gold: 0, right: 0 });
  expect(await readFile(join(final.checkpoint, 'README.md'), 'utf8')).toContain(
    'Nothing is known: the plan has no gold',
  );
});
