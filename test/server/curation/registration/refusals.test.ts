import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { patientRetries } from '../../../../server/curation/registration/patientRetries';
import type { Scope } from '../../../../server/access/Scope';
import { serveLedger } from '../../../support/servedLedger';
import { ServedTeam } from '../../../support/servedTeam';
import { CopyEngine, tinyCheckpoint } from '../support/CopyEngine';
import { poolOf } from '../support/poolOf';
import { runCurate } from '../support/runCurate';
import { scriptedMachines } from '../support/ScriptedMachines';
import { finalPlan, registryAt, runFinal, trainerCard } from '../support/finalPlan';
import { writePool } from '../support/testSetup';
import { writePlan } from '../support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

const never = new AbortController().signal;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let folder: string;

beforeAll(async () => {
  machines = await scriptedMachines();
});
afterAll(() => machines.wire.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-refused-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const silent = () => undefined;

test('a server that is away is said, with what goes on; when it is back the same plan registers and trains nothing again', async () => {
  const served = await serveLedger();
  const { port } = new URL(served.address);
  await served.close();
  const engine = new CopyEngine({ card: trainerCard });
  const plan = () => finalPlan(folder, machines.wire.base, registryAt(folder, served.address), engine);
  await registryAt(folder, served.address).check(never);
  await expect(runFinal(folder, await plan())).rejects.toThrow(
    /The model in use cannot be taken from http:.*could not be reached.*"assay curate resume" goes on from here/,
  );
  const back = await serveLedger(undefined, undefined, { port: Number(port) });
  const outcome = await runFinal(folder, await plan());
  expect(outcome.outputs.get('register')?.manifest.counts).toEqual({ version: 1 });
  expect(engine.jobs).toHaveLength(1);
  await back.close();
});

test('a token without models:write is told what it lacks, and stands in no message', async () => {
  const team = await ServedTeam.start();
  const tokenOf = async (scopes: Scope[]) => (await team.bearer(scopes)).replace('Bearer ', '');
  const reader = await tokenOf(['models:read']);
  const run = (token: string | null) =>
    registryAt(folder, team.address, { keyVariable: 'TEAM_TOKEN' }, token).register(
      { folder: tinyCheckpoint, run: 'r' },
      silent,
      never,
    );
  const refused = await run(reader).catch((error: Error) => error.message);
  expect(refused).toMatch(/is not registered as helpful on http.*answered 403: .*scope.*models:write.*Put that right/);
  expect(refused).not.toContain(reader);
  // Said before anything is trained, too.
  const check = (token: string | null) => registryAt(folder, team.address, {}, token).check(never);
  await expect(check(reader)).rejects.toThrow(/could not be registered as helpful.*403: .*models:write/);
  await expect(check(null)).rejects.toThrow(/answered 401/);
  await check(await tokenOf(['models:read', 'models:write']));
  await expect(run(null)).rejects.toThrow(/answered 401: .*Put a token of that server into TEAM_TOKEN/);
  expect(await run(await tokenOf(['models:read', 'models:write']))).toMatchObject({ version: 1 });
  await team.close();
});

test('a name that is taken in other letters, a word that is none, and a checkpoint that nobody runs are refused in sentences', async () => {
  const served = await serveLedger();
  const register = (model: string, path = tinyCheckpoint) =>
    registryAt(folder, served.address, { model }).register({ folder: path, run: 'r' }, silent, never);
  await register('Helpful');
  for (const asked of ['check', 'inUse'] as const)
    await expect(registryAt(folder, served.address)[asked](never)).rejects.toThrow(
      /The name helpful is taken by Helpful.*another/,
    );
  await expect(register('helpful')).rejects.toThrow(/not registered as helpful.*409.*A model Helpful is here/);
  await expect(register('uploads')).rejects.toThrow(/422.*neither "uploads" nor "imports"/);
  const wrong = join(folder, 'wrong');
  await mkdir(wrong);
  await new CopyEngine().submit({ run: 'w', folder: wrong, attempt: 1 });
  await writeFile(join(wrong, 'model', 'model.safetensors'), new Uint8Array(64));
  await expect(register('other', join(wrong, 'model'))).rejects.toThrow(/not registered as other.*model\.safetensors/);
  expect(() => registryAt(folder, served.address, { model: 'two words' })).toThrow(/"registry.model" is "two words"/);
  expect(() => registryAt(folder, served.address, { tags: ['9'] })).toThrow(/"registry.tags" has "9": a tag has/);
  expect(() => registryAt(folder, 'http://far.example', {}, 'secret-token')).toThrow(/must begin with https/);
  await served.close();
});

test('a server is waited for as long as the plan says, half a minute between two tries at most', async () => {
  for (const minutes of [0, 1, 10, 90]) {
    const pauses: number[] = [];
    const { attempts, wait } = patientRetries(minutes, (ms) => Promise.resolve(void pauses.push(ms)));
    for (let failures = 1; failures < attempts; failures++) await wait(500 * 2 ** (failures - 1), never);
    const waited = pauses.reduce((sum, ms) => sum + ms, 0) / 60_000;
    expect(waited).toBeGreaterThanOrEqual(minutes);
    expect(waited).toBeLessThanOrEqual(minutes + 0.5);
    expect(Math.max(0, ...pauses)).toBeLessThanOrEqual(30_000);
  }
});

test('the command refuses a plan whose token will not do before any machine is asked, and one whose token is not set', async () => {
  const team = await ServedTeam.start();
  vi.stubEnv('JUDGE_KEY', 'k');
  vi.stubEnv('TEAM_TOKEN', (await team.bearer(['models:read'])).replace('Bearer ', ''));
  await writePool(folder, { pool: poolOf(20), wild: poolOf(4, 2) });
  await writeFile(join(folder, 'final.yaml'), 'model: base\n');
  const path = await writePlan(folder, machines.wire.base, {
    machines: { final: 'final.yaml' },
    registry: { server: team.address, model: 'helpful', keyVariable: 'TEAM_TOKEN' },
  });
  const calls = machines.wire.calls.length;
  const refused = await runCurate(folder, 'run', path);
  expect([refused.exitCode, refused.error]).toEqual([
    1,
    expect.stringMatching(/could not be registered as helpful.*403/),
  ]);
  expect(machines.wire.calls).toHaveLength(calls);
  vi.stubEnv('TEAM_TOKEN', '');
  expect((await runCurate(folder, 'run', path)).error).toMatch(
    /environment variable TEAM_TOKEN for a token, and it is not/,
  );
  vi.unstubAllEnvs();
  await team.close();
});
