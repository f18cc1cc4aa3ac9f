import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRegistryClient } from '../../../../server/commands/registry/openRegistryClient';
import { serveLedger, type ServedLedger } from '../../../support/servedLedger';
import { buildProgram } from '../support/buildProgram';
import { tinyCheckpoint } from '../support/CopyEngine';
import { FaultyProxy } from '../support/FaultyProxy';
import { scriptedMachines } from '../support/ScriptedMachines';

let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let served: ServedLedger;
let through: FaultyProxy;
let built: Awaited<ReturnType<typeof buildProgram>>;
let folder: string;

beforeAll(async () => {
  machines = await scriptedMachines();
  served = await serveLedger();
  through = await FaultyProxy.start(served.address);
  built = await buildProgram('registerProgram');
  folder = await mkdtemp(join(tmpdir(), 'assay-register-'));
}, 60_000);
afterAll(async () => {
  built.remove();
  await through.stop();
  await served.close();
  await machines.wire.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the plan; the process dies as soon as `when` holds for a request that has come, or whose answer goes back. */
async function run(when: 'asked' | 'answered' | null, request: RegExp): Promise<number | null> {
  const args = [built.program, folder, machines.wire.base, through.address, tinyCheckpoint];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const isIt = (moment: string, name: string) => when === moment && request.test(name);
  through.passage = (name) => {
    if (!isIt('asked', name)) return 'pass';
    child.kill('SIGKILL');
    return 'lose request';
  };
  through.alter = (text) => {
    if (isIt('answered', through.requests.at(-1) ?? '')) child.kill('SIGKILL');
    return text;
  };
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('killed before, while and after the model is sent, and after the server has it, a plan registers it once', async () => {
  const weights = /^PUT .*model\.safetensors$/;
  const moments = [
    ['answered', /GET \/v1\/models$/],
    ['answered', /POST \/v1\/models\/uploads$/],
    ['asked', weights],
    ['answered', weights],
    ['asked', /commit$/],
    ['answered', /commit$/],
  ] as const;
  for (const [when, request] of moments) expect(await run(when, request), `${when} ${request.source}`).toBeNull();
  expect(await run(null, /./)).toBe(0);
  const models = await openRegistryClient(served.address, null).models(new AbortController().signal);
  expect(models.map(({ name, versions }) => [name, versions.map(({ version }) => version)])).toEqual([
    ['helpful', [1]],
  ]);
  // The one that was lost, and the one that arrived: what the server had was not sent again.
  expect(through.requests.filter((name) => weights.test(name))).toHaveLength(2);
  expect(await run(null, /./)).toBe(0);
  expect(through.requests.filter((name) => name.endsWith('/uploads'))).toHaveLength(6);
}, 60_000);
