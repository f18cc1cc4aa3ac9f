import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Scope } from '../../../../server/access/Scope';
import { ServedTeam } from '../../../support/servedTeam';
import { FaultyProxy } from '../support/FaultyProxy';
import { poolOf } from '../support/poolOf';
import { runCurate } from '../support/runCurate';
import { scriptedMachines } from '../support/ScriptedMachines';
import { contrary, ServerPerson } from '../support/ServerPerson';
import { writePool } from '../support/testSetup';
import { writePlan } from '../support/writePlan';

vi.setConfig({ testTimeout: 60_000 });

const enough: Scope[] = ['labels:read', 'data:read', 'data:write'];
const usualProtocol = fileURLToPath(new URL('../../../../src/verdicts/protocol/default.md', import.meta.url));
let folder: string;
let machines: Awaited<ReturnType<typeof scriptedMachines>>;
let team: ServedTeam;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-rights-'));
  machines = await scriptedMachines();
  team = await ServedTeam.start();
  vi.stubEnv('JUDGE_KEY', 'a-key');
  await writePool(folder, { pool: poolOf(60) });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await machines.wire.stop();
  await team.close();
  await rm(folder, { recursive: true, force: true });
});

const withPeople = (people: object) => {
  const usual = { server: team.address, keyVariable: 'ASSAY_TOKEN', verdicts: 4, overlap: 0 };
  return writePlan(folder, machines.wire.base, { data: { wild: [] }, people: { ...usual, ...people } });
};

/** Puts a new token where the plan looks for it. */
async function withToken(...given: Parameters<ServedTeam['bearer']>): Promise<string> {
  const token = (await team.bearer(...given)).replace('Bearer ', '');
  vi.stubEnv('ASSAY_TOKEN', token);
  return token;
}

/** What a run says that must not begin: nothing was paid. */
async function refusal(path: string): Promise<string> {
  const { exitCode, error } = await runCurate(folder, 'run', path);
  expect([exitCode, machines.wire.calls.length]).toEqual([1, 0]);
  return error;
}

test('a token that is missing, unknown or lacks a right is refused before anything is paid, with what to do', async () => {
  const path = await withPeople({});
  vi.stubEnv('ASSAY_TOKEN', '');
  expect(await refusal(path)).toMatch(/environment variable ASSAY_TOKEN for a token, and it is not set/);
  vi.stubEnv('ASSAY_TOKEN', 'nobody-gave-this');
  expect(await refusal(path)).toMatch(/answered 401: .*The token in ASSAY_TOKEN is not good there: make another one/);
  for (const lacking of enough) {
    await withToken(enough.filter((scope) => scope !== lacking));
    expect(await refusal(path)).toMatch(
      new RegExp(
        `answered 403: .*scopes labels:read, data:read and data:write for its project; here it lacks ${lacking}`,
      ),
    );
  }
  const { id } = await team.person('Ann', ['annotator']);
  await withToken(enough, { person: id });
  expect(await refusal(path)).toMatch(/403: .*or belongs to somebody who is no curator there/);
  await withPeople({ keyVariable: 'none' });
  expect(await refusal(path)).toMatch(
    /401: .*Name the environment variable with a token of that server as "people\.keyVariable"/,
  );
});

test('a project that there is not and an address that is no server are refused', async () => {
  await withToken(enough);
  expect(await refusal(await withPeople({ project: 'elsewhere' }))).toMatch(
    /answered 404: This server has no project elsewhere\. Make the project there, or name another one as "people\.project"\./,
  );
  const stranger = await FaultyProxy.start('');
  stranger.passage = () => ({ status: 200 });
  expect(await refusal(await withPeople({ server: stranger.address }))).toMatch(
    /"people\.server" is http:\S+, and what answers there is no Assay server of this version: /,
  );
  await stranger.stop();
  expect(await refusal(await withPeople({ server: 'http://assay.example.org' }))).toMatch(
    /"people\.server" must be an address like https:\/\/assay\.example\.org, without path.*http only for this machine/,
  );
});

test('people who would judge by another protocol than the plan are not given its pairs', async () => {
  await withToken(enough);
  const admin = await team.bearer(['data:write']);
  const text = (await readFile(usualProtocol, 'utf8')).replace(/^version: .*$/m, 'version: 3');
  const init = { method: 'POST', body: JSON.stringify({ text }), headers: { 'Content-Type': 'application/json' } };
  const put = await team.ask('/v1/projects/main/protocols', { Authorization: admin }, init);
  expect(put.status).toBe(200);
  expect(await refusal(await withPeople({}))).toMatch(
    /The plan goes by protocol \S+, and in project main of http:\S+ assay@3 is in force: .*Put the plan's protocol in force there, or name theirs as "people\.protocol"/,
  );
});

test('two browsers of one person are one person, and the token is in no file and no word', async () => {
  const token = await withToken(enough);
  const path = await withPeople({ overlap: 1 });
  const said = [await runCurate(folder, 'run', path, '--json')];
  const ann = await team.person('Ann', ['annotator']);
  const ben = await team.person('Ben', ['annotator']);
  const [home, work] = [ann, ann].map(({ cookie }) => new ServerPerson(team.address, { Cookie: cookie }));
  const other = new ServerPerson(team.address, { Cookie: ben.cookie });
  const [task] = await other.openTasks();
  const pairs = (await home?.take(task?.id ?? '')) ?? [];
  await home?.judge(pairs);
  // The same person once more, and otherwise: that is a change of mind, neither a second vote nor a dispute.
  await work?.judge(pairs.slice(0, 1), contrary);
  said.push(await runCurate(folder, 'run', path, '--json'));
  expect(said.at(-1)?.error).toMatch(/0 of 2 pairs are judged\. /);
  await other.judgeAll();
  said.push(await runCurate(folder, 'run', path, '--json'));
  expect(said.at(-1)?.exitCode).toBe(0);
  const key = pairs.map(({ pair_id }) => pair_id)[1] ?? '';
  expect((await runCurate(folder, 'explain', key, path)).out).toMatch(/2 people under/);
  expect(JSON.stringify(said)).not.toContain(token);
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      expect((await readFile(join(file.parentPath, file.name), 'latin1')).includes(token), file.name).toBe(false);
  // Where people judge decides about no label: the plan's finished steps stay finished.
  await withPeople({ overlap: 1, server: team.address.replace('localhost', '127.0.0.1') });
  const moved = await runCurate(folder, 'run', path, '--json');
  expect(moved.exitCode, moved.error).toBe(0);
});
