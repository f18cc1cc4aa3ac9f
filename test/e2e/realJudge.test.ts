import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainerPython } from '../../scripts/prepareMachine.mjs';
import { CallCache } from '../../server/curation/machines/http/CallCache';
import { MachineServer } from '../../server/curation/machines/http/MachineServer';
import { OpenAiJudge } from '../../server/curation/machines/judges/OpenAiJudge';
import { judgeSchema } from '../../src/curation/judge/judgePrompt';
import { poolOf } from '../server/curation/support/poolOf';
import { scriptedMachines } from '../server/curation/support/ScriptedMachines';
import { runOnce, testSetup, writePool } from '../server/curation/support/testSetup';

/** transformers' own OpenAI-compatible server with a tiny model of random weights, made here: about twenty seconds in all. */
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let server: ChildProcess;
let base: string;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-judge-'));
  const model = join(folder, 'model');
  const make = `from pathlib import Path; from trainer.tests.job_folders import decoder; decoder('qwen3', Path(${JSON.stringify(model)}))`;
  execFileSync(trainerPython(), ['-c', make], { cwd: root, stdio: 'pipe' });
  const port = await freePort();
  const program = join(dirname(trainerPython()), 'transformers');
  const args = ['serve', model, '--host', '127.0.0.1', '--port', String(port), '--device', 'cpu'];
  server = spawn(program, args, { cwd: root, stdio: 'ignore', env: { ...process.env, HF_HUB_OFFLINE: '1' } });
  base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 120; tries++) {
    if (
      await fetch(`${base}/health`)
        .then((answer) => answer.ok)
        .catch(() => false)
    )
      return;
    await wait(500);
  }
  throw new Error('transformers serve did not start within a minute.');
}, 120_000);

afterAll(() => void server?.kill());

function judgeOf(cache: CallCache): { judge: OpenAiJudge; calls: MachineServer } {
  const calls = new MachineServer({ base, id: 'tiny@1', secret: null, cache, limits: { concurrency: 2 } });
  return { judge: new OpenAiJudge(calls, join(folder, 'model')), calls };
}

test("a judge behind transformers' own server answers over the wire, and its answer is kept", async () => {
  const cache = new CallCache(join(folder, 'one.sqlite'));
  const call = {
    messages: [{ role: 'user' as const, content: 'Which is better?' }],
    temperature: 0.7,
    topP: 0.95,
    maxTokens: 8,
    seed: 1,
  };
  const ask = { ...call, schema: { name: 'verdict', schema: judgeSchema } };
  const { judge, calls } = judgeOf(cache);
  const answer = await judge.ask(ask, new AbortController().signal);
  expect(answer.promptTokens).toBeGreaterThan(0);
  expect(answer.completionTokens).toBe(8);
  expect(answer.finish).toBe('length');
  expect(await judge.ask(ask, new AbortController().signal)).toEqual(answer);
  expect(calls.counts).toEqual({ answered: 1, cached: 1, retried: 0 });
});

test('a plan runs with it: what it says is no vote, so nothing is labelled, and every sample is counted', async () => {
  const machines = await scriptedMachines();
  const files = await writePool(folder, { pool: poolOf(12) });
  const setup = testSetup(folder, machines.wire.base, files);
  const { judge, calls } = judgeOf(new CallCache(join(folder, 'two.sqlite')));
  const stageOne = { ...setup.stageOne, iterations: 1, pairs: 4, verdicts: 0 };
  const sampling = { ...setup.judging.sampling, maxTokens: 8 };
  const outcome = await runOnce(folder, {
    ...setup,
    stageOne,
    stageTwo: null,
    judging: { ...setup.judging, sampling },
    machines: { ...setup.machines, judges: [judge] },
  });
  await machines.wire.stop();
  if (outcome.state !== 'done') throw outcome.reason;
  expect(outcome.outputs.get('judge@1')?.manifest.counts).toEqual({ no_valid_sample: 4 });
  expect(calls.counts.answered).toBe(8);
  const dataSet = await readFile(outcome.outputs.get('export')?.file('dataset.jsonl') ?? '', 'utf8');
  expect(dataSet).toBe('');
});
