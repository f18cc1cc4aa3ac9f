import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serveLedger, type ServedLedger } from '../../../support/servedLedger';
import { FaultyProxy } from '../support/FaultyProxy';
import { poolOf } from '../support/poolOf';
import { runCurate, type CurateOutcome } from '../support/runCurate';
import { scriptedMachines } from '../support/ScriptedMachines';
import { asSeen, contrary, ServerPerson } from '../support/ServerPerson';
import { writePool } from '../support/testSetup';
import { writePlan, type PlanChanges } from '../support/writePlan';

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

const withPeople = (people: object, more: PlanChanges = {}) => {
  const changes = { data: { wild: [] }, ...more, people: { server: server.address, overlap: 0, ...people } };
  return writePlan(folder, machines.wire.base, changes);
};

interface Line {
  pair_id: string;
  origin: string;
}

/** The data set of a run that is done. */
async function linesOf({ exitCode, out, error }: CurateOutcome): Promise<Line[]> {
  expect(exitCode, error).toBe(0);
  const { dataSet } = JSON.parse(out) as { dataSet: string };
  const lines = (await readFile(dataSet, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

async function goldOf(outcome: CurateOutcome): Promise<string[]> {
  const lines = await linesOf(outcome);
  return lines.filter(({ origin }) => origin === 'gold').map(({ pair_id }) => pair_id);
}

test('pairs go out as a task of the server, two people judge them, and the plan goes on with their verdicts', async () => {
  const path = await withPeople({ verdicts: 8, overlap: 0.4 });
  const waiting = await runCurate(folder, 'run', path, '--json');
  expect(waiting.error).toMatch(
    /human@1: 0 of \d pairs are judged\. They wait as task test: human-1-[0-9a-f]{12} in project main of http/,
  );
  expect(waiting.exitCode).toBe(3);
  expect(JSON.parse(waiting.out)).toMatchObject({
    waits: { step: 'human@1', arrived: 0, disputed: 0, place: `project main of ${server.address}` },
  });
  const [ann, ben] = [new ServerPerson(server.address), new ServerPerson(server.address)];
  const [task] = await ann.tasks();
  expect(task).toMatchObject({ closedAt: null, done: 0 });
  const first = await ann.judgeAll();
  const second = await ben.judgeAll();
  expect(first).toBe(task?.pairs);
  expect([first + second, second > 0]).toEqual([8, true]);
  const done = await runCurate(folder, 'run', path, '--json');

  expect((await goldOf(done)).sort()).toEqual(ann.sent.map(({ pair }) => pair).sort());
  // Nobody is given pairs of a step that has what it waited for.
  expect((await ann.tasks())[0]?.closedAt).not.toBeNull();
});

test('with --wait the plan goes on by itself, over a server that is away for a while', async () => {
  const proxy = await FaultyProxy.start(server.address);
  const path = await withPeople({ verdicts: 6, server: proxy.address });
  const running = runCurate(folder, 'run', path, '--wait', '--json');
  const ann = new ServerPerson(server.address);
  await vi.waitFor(async () => expect(await ann.openTasks()).toHaveLength(1), { timeout: 20_000, interval: 100 });
  const [task] = await ann.openTasks();
  const given = await ann.take(task?.id ?? '');
  await ann.judge(given.slice(0, 2));
  const polls = () => proxy.requests.filter((request) => request.endsWith('/events')).length;
  const before = polls();
  await setTimeout(4_000);
  // Two requests or three for what came, and one that waits: nobody is asked again and again.
  expect(polls() - before).toBeLessThan(6);
  proxy.passage = () => 'lose request';
  proxy.drop();
  await setTimeout(3_000);
  await ann.judge(given.slice(2));
  proxy.passage = () => 'pass';
  const done = await running;
  expect(await goldOf(done)).toHaveLength(6);
  expect(done.error).toMatch(
    /human@1 +0 of 6 pairs are judged\. They wait as task test: human-1-[0-9a-f]{12} in project main/,
  );
  expect(done.error).toMatch(/human@1 +2 of 6 pairs are judged/);
  expect(done.error).toMatch(/could not be reached .*It is asked again until it answers\./);
  await proxy.stop();
});

test('a run that waits ends at once when somebody ends it', async () => {
  const path = await withPeople({ verdicts: 6 });
  const running = runCurate(folder, 'run', path, '--wait');
  const ann = new ServerPerson(server.address);
  await vi.waitFor(async () => expect(await ann.openTasks()).toHaveLength(1), { timeout: 20_000, interval: 100 });
  // It asks for news by now, and is answered when there are some.
  await setTimeout(1_500);
  const beganMs = performance.now();
  process.emit('SIGINT');
  const ended = await running;
  expect([ended.exitCode, performance.now() - beganMs < 2_000]).toEqual([130, true]);
  expect((await runCurate(folder, 'status', path)).out).toMatch(
    /^human@1 +0 of 6 pairs are judged\. They wait as task test: human-1-[0-9a-f]{12} in project main of http/m,
  );
});

test('people who differ: the pair is no gold, holds nobody up, and the next iteration takes it once somebody has decided', async () => {
  const path = await withPeople(
    { verdicts: 6, overlap: 1 },
    { iterations: { count: 2, pairs: 12, arrival: 'at_once' } },
  );
  await runCurate(folder, 'run', path);
  const people = [1, 2, 3].map(() => new ServerPerson(server.address)) as [ServerPerson, ServerPerson, ServerPerson];
  const [ann, ben, eve] = people;
  expect(await ann.judgeAll()).toBe(3);
  const half = await runCurate(folder, 'run', path);
  expect(half.error).toMatch(/human@1: 0 of 3 pairs are judged/);
  const [task] = await ben.openTasks();
  const given = await ben.take(task?.id ?? '');
  const [disputed = ''] = given.map(({ pair_id }) => pair_id);
  await ben.judge(given.slice(0, 1), contrary);
  await ben.judge(given.slice(1));
  const second = await runCurate(folder, 'run', path);
  expect(second.error).toMatch(/human@2: 0 of 3 pairs are judged/);
  expect((await runCurate(folder, 'status', path)).out).toMatch(/^merge@1 +.*divided 1, gold 2/m);
  await eve.judge(given.slice(0, 1), asSeen, { occasion: 'adjudication' });
  await Promise.all([ann.judgeAll(), ben.judgeAll()]);
  const done = await runCurate(folder, 'run', path, '--json');
  expect(await goldOf(done)).toContain(disputed);
  expect((await runCurate(folder, 'status', path)).out).toMatch(/^human@2 +.*judged 4, gold 4/m);
});

test('with "disputed: wait" an iteration waits for whoever decides', async () => {
  const path = await withPeople({ verdicts: 4, overlap: 1, disputed: 'wait' });
  await runCurate(folder, 'run', path);
  const [ann, ben, eve] = [1, 2, 3].map(() => new ServerPerson(server.address));
  await ann?.judgeAll();
  const [task] = (await ben?.openTasks()) ?? [];
  const given = (await ben?.take(task?.id ?? '')) ?? [];
  await ben?.judge(given, contrary);
  const waiting = await runCurate(folder, 'run', path);
  expect(waiting.error).toMatch(
    /2 of 2 pairs are judged; on 2 of them people differ, and these wait for an adjudicator/,
  );
  expect(waiting.exitCode).toBe(3);
  await eve?.judge(given, asSeen, { occasion: 'adjudication' });
  expect(await goldOf(await runCurate(folder, 'run', path, '--json'))).toHaveLength(2);
});
