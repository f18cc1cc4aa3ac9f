import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { httpCuration } from '../../../src/sync/curation/httpCuration';
import { serveLedger } from '../../support/servedLedger';
import { judgeTasks } from '../curation/support/people';
import { poolOf } from '../curation/support/poolOf';
import { runCurate } from '../curation/support/runCurate';
import { scriptedMachines } from '../curation/support/ScriptedMachines';
import { writePool } from '../curation/support/testSetup';

const template = fileURLToPath(new URL('../../files/tokenizers/qwen', import.meta.url));

test('a plan that runs shows on the server that has its data folder: waiting, then done, and a pair in the command’s sentences', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-board-'));
  const machines = await scriptedMachines();
  const server = await serveLedger(undefined, join(folder, 'data'));
  const address = machines.wire.base;
  const rewards = (model: string) => ({ model, revision: '1', wire: 'sglang', address, template });
  const plan = {
    ...{ plan: 'test', seed: 'seed', data: { pool: 'pool.jsonl', wild: 'wi*.jsonl' } },
    ...{ people: { verdicts: 6, overlap: 0 }, iterations: { count: 1, pairs: 12, arrival: 'at_once' } },
    machines: {
      ...{ best: rewards('rm-best'), gold: rewards('rm-gold') },
      embedding: { model: 'emb', revision: '1', wire: 'openai', address },
      judges: [{ model: 'judge-a', revision: '1', address }],
    },
    ...{ sampling: { samples: 2, maxTokens: 64 }, stage2: { flip: 'yes' }, prices: { verdict: 0.5 } },
  };
  try {
    await writePool(folder, { pool: poolOf(60), wild: poolOf(40, 2) });
    const path = join(folder, 'plan.yaml');
    await writeFile(path, stringify(plan));
    const data = ['--data', join(folder, 'data')];
    await runCurate(folder, 'run', path, ...data);
    const copied = join(folder, 'copied.yaml');
    await writeFile(copied, stringify(plan));
    const refused = await runCurate(folder, 'run', copied, ...data);
    expect(refused.error).toMatch(
      /is the folder of the plan .*plan\.yaml, not of .*copied\.yaml\. Give this plan another name/,
    );
    const { list, board, explain } = httpCuration(
      () => 'main',
      (at, init) => fetch(server.address + String(at), init),
    );
    expect(await list()).toMatchObject({ value: [{ plan: 'test', state: 'waiting', waiting: { wanted: 6 } }] });
    expect(await judgeTasks(join(folder, 'data', 'curation', 'test', 'people'))).toBe(6);
    const done = await runCurate(folder, 'run', path, '--json', ...data);
    const shown = await board('test');
    if (!shown.ok) throw new Error(shown.refusal.message);
    expect(shown.value).toMatchObject({ state: 'done', waiting: null, step: null });
    const [iteration] = shown.value.iterations;
    const counts = new Map(shown.value.steps.map((step) => [step.label, step.counts]));
    expect(iteration).toMatchObject({ gold: 6, silver: counts.get('merge@1')?.['silver'], model: 'rm-best@1' });
    const { dataSet } = JSON.parse(done.out) as { dataSet: string };
    const lines = (await readFile(dataSet, 'utf8')).trim().split('\n');
    expect(shown.value.dataSet).toMatchObject({ rows: lines.length, gold: 6 });
    expect(shown.value.cost.calls).toBe(machines.book.byPath.get('/v1/chat/completions judge-a'));
    expect(shown.value.cost.tokensIn).toBe(9 * shown.value.cost.calls);

    const { pair_id: pair } = JSON.parse(lines[0] ?? '') as { pair_id: string };
    const told = await explain('test', pair);
    const said = await runCurate(folder, 'explain', pair, path, '--json', ...data);
    expect(told).toEqual({ ok: true, value: JSON.parse(said.out) as unknown });
    expect(await explain('test', '0'.repeat(64))).toMatchObject({ ok: false });
  } finally {
    await server.close();
    await machines.wire.stop();
  }
}, 60_000);
