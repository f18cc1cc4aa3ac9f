import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serveLedger, type ServedLedger } from '../../../support/servedLedger';
import { poolOf } from '../support/poolOf';
import { runCurate } from '../support/runCurate';
import { scriptedMachines } from '../support/ScriptedMachines';
import { ServerPerson } from '../support/ServerPerson';
import { writePool } from '../support/testSetup';
import { writePlan } from '../support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let server: ServedLedger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-human-'));
  machines = await scriptedMachines();
  server = await serveLedger(undefined, join(folder, 'served'));
  vi.stubEnv('JUDGE_KEY', 'a-key');
  await writePool(folder, { pool: poolOf(60) });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await machines.wire.stop();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const withPeople = (people: object) =>
  writePlan(folder, machines.wire.base, { data: { wild: [] }, people: { server: server.address, ...people } });

test('pairs go out as a task of the server, two people judge them, and the plan goes on with their verdicts', async () => {
  const path = await withPeople({ verdicts: 8, overlap: 0.4 });
  const waiting = await runCurate(folder, 'run', path, '--json');
  expect(waiting.error).toMatch(
    /human@1: 0 of \d pairs are judged\. They wait as task test: human-1-[0-9a-f]{12} in project main of http/,
  );
  expect(waiting.exitCode).toBe(3);
  const [ann, ben] = [new ServerPerson(server.address), new ServerPerson(server.address)];
  const [task] = await ann.tasks();
  expect(task).toMatchObject({ closedAt: null, done: 0 });
  const first = await ann.judgeAll();
  const second = await ben.judgeAll();
  expect(first).toBe(task?.pairs);
  expect([first + second, second > 0]).toEqual([8, true]);
  const done = await runCurate(folder, 'run', path, '--json');
  expect(done.exitCode, done.error).toBe(0);
  const { dataSet } = JSON.parse(done.out) as { dataSet: string };
  const lines = (await readFile(dataSet, 'utf8')).trim().split('\n');
  const gold = lines
    .map((line) => JSON.parse(line) as { pair_id: string; origin: string })
    .filter((one) => one.origin === 'gold');
  expect(gold.map((one) => one.pair_id).sort()).toEqual(ann.sent.map(({ pair }) => pair).sort());
  expect((await ann.tasks())[0]?.closedAt).not.toBeNull();
});
