import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { askOnce, type HumanTask } from '../../../../server/curation/human/HumanWork';
import { judgedPairs } from '../../../../server/curation/human/judgedPairs';
import { LedgerFiles } from '../../../../server/curation/human/LedgerFiles';
import { ServerClient } from '../../../../server/curation/human/server/ServerClient';
import { ServerProject } from '../../../../server/curation/human/server/ServerProject';
import { ServerTasks } from '../../../../server/curation/human/server/ServerTasks';
import { exportLedger } from '../../../../server/ledger/books/exportLedger';
import { restoreLedger } from '../../../../server/ledger/books/restoreLedger';
import { openLedgerStore } from '../../../../server/ledger/openLedgerStore';
import { prepareSha256 } from '../../../../src/pairs/sha256Hex';
import { serveLedger, type ServedLedger } from '../../../support/servedLedger';
import { FaultyProxy } from '../support/FaultyProxy';
import { each, humanPair, humanPairs } from '../support/humanPairs';
import { contrary, ServerPerson } from '../support/ServerPerson';

vi.setConfig({ testTimeout: 60_000 });

const usualProtocol = fileURLToPath(new URL('../../../../src/verdicts/protocol/default.md', import.meta.url));
let folder: string;
let server: ServedLedger;
let proxy: FaultyProxy;
let protocol: string;

beforeAll(async () => {
  await prepareSha256();
  protocol = await readFile(usualProtocol, 'utf8');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-interrupted-'));
  server = await serveLedger(undefined, join(folder, 'served'));
  proxy = await FaultyProxy.start(server.address);
});
afterEach(async () => {
  await proxy.stop();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that begins anew over the plan's folder. It dies where another one would wait for a next try. */
function begin(): ServerTasks {
  const client = new ServerClient(
    proxy.address,
    () => null,
    () => Promise.reject(new Error('killed')),
  );
  const settings = { plan: 'plan', folder, protocol: { text: protocol, usual: protocol } };
  return new ServerTasks(new ServerProject(client, 'main'), settings);
}

const task = (step: string, key: string): HumanTask => ({ step, name: `${step.replace('@', '-')}-${key}` });
const one = task('human@1', 'a');

async function judged(work = begin()): Promise<string[]> {
  return [...(await judgedPairs(work, askOnce, 'adjudicated')).keys()].sort();
}

const idsOf = (pairs: readonly { pair: string }[]) => pairs.map(({ pair }) => pair).sort();

test('killed at any request on its way or its answer, giving a task makes one data set and one task', async () => {
  const pairs = humanPairs(6, (at) => 1 + (at % 2));
  const person = new ServerPerson(server.address);
  let killed = 0;
  for (const loss of ['lose request', 'lose answer'] as const) {
    const named = task('human@1', loss.replace(' ', '-'));
    for (let at = 1, isDone = false; !isDone; at++) {
      proxy.requests.length = 0;
      proxy.passage = (_request, number) => (number === at ? loss : 'pass');
      isDone = await begin()
        .assign(named, each(pairs), askOnce)
        .then(
          () => true,
          () => false,
        );
      if (!isDone) killed++;
    }
    proxy.passage = () => 'pass';
    await begin().assign(named, each(pairs), askOnce);
    const tasks = (await person.tasks()).filter(({ name }) => name === `plan: ${named.name}`);
    expect(tasks).toMatchObject([{ pairs: 6, closedAt: null }]);
  }
  // Protocol, tasks, data sets, sending, pairs, making: each was lost, before and after it arrived.
  expect(killed).toBeGreaterThanOrEqual(10);
  const { dataSets } = (await (await fetch(`${server.address}/v1/projects/main/data-sets`)).json()) as { dataSets: [] };
  expect(dataSets).toHaveLength(1);
  // The second name is that of the same step in a changed plan.
  expect((await person.openTasks()).map(({ name }) => name)).toEqual(['plan: human-1-lose-answer']);
});

test('a pair has the same id there, whatever its texts hold', async () => {
  const prompt = [
    { role: 'system', content: 'é "quoted" \u2028 \n\t🙂' },
    { role: 'user', content: '  spaces at both ends  ' },
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: '' },
  ] as const;
  const odd = [
    humanPair(
      [...prompt],
      [
        { role: 'assistant', content: '```\n<b>&amp;</b>\n```' },
        { role: 'assistant', content: ' b ', thinking: 'hm' },
      ],
    ),
    humanPair(
      [{ role: 'user', content: 'e\u0301 or \u00e9' }],
      [
        { role: 'assistant', content: '{"chosen": 1}' },
        { role: 'assistant', content: '\r\n0\r\n' },
      ],
    ),
  ];
  const pairs = [...odd, ...humanPairs(300)];
  await begin().assign(one, each(pairs), askOnce);
  const person = new ServerPerson(server.address);
  const [made] = await person.tasks();
  const given = await person.take(made?.id ?? '');
  expect(given.map(({ pair_id }) => pair_id)).toEqual(pairs.map(({ pair }) => pair));
  expect(given.map(({ first, second }) => [first, second])).toEqual(pairs.map(({ first, second }) => [first, second]));
});

test('a changed plan has a new task; the old one and those of later steps are closed, also where the process died in between', async () => {
  const pairs = humanPairs(4);
  const person = new ServerPerson(server.address);
  const names = async () => (await person.openTasks()).map(({ name }) => name);
  for (const given of [one, task('human@2', 'b'), task('human@3', 'c')])
    await begin().assign(given, each(pairs), askOnce);
  expect(await names()).toHaveLength(3);
  const changed = task('human@2', 'd');
  proxy.passage = (request) => (request.startsWith('DELETE') ? 'lose request' : 'pass');
  await expect(begin().assign(changed, each(pairs), askOnce)).rejects.toThrow();
  proxy.passage = () => 'pass';
  await begin().assign(changed, each(pairs), askOnce);
  expect(await names()).toEqual(['plan: human-1-a', 'plan: human-2-d']);
  // Changed back: what was closed is given once more.
  await begin().assign(task('human@2', 'b'), each(pairs), askOnce);
  expect(await names()).toEqual(['plan: human-1-a', 'plan: human-2-b']);
  // Another plan of the project is left alone.
  expect((await person.tasks()).filter(({ closedAt }) => closedAt !== null)).toHaveLength(3);
});

test('a task that somebody closed by hand is not made again behind their back', async () => {
  const pairs = humanPairs(4);
  await begin().assign(one, each(pairs), askOnce);
  const person = new ServerPerson(server.address);
  const [made] = await person.tasks();
  await fetch(`${server.address}/v1/projects/main/tasks/${made?.id ?? ''}`, { method: 'DELETE' });
  await expect(begin().assign(one, each(pairs), askOnce)).rejects.toThrow(
    /Somebody has closed task plan: human-1-a in project main of http.*Lower "people\.enough"/,
  );
  expect(await person.openTasks()).toEqual([]);
});

test('what was read is read once, and a torn end of the file is not believed', async () => {
  const pairs = humanPairs(5);
  await begin().assign(one, each(pairs), askOnce);
  const person = new ServerPerson(server.address);
  const [made] = await person.tasks();
  const given = await person.take(made?.id ?? '');
  await person.judge(given.slice(0, 2));
  expect(await judged()).toHaveLength(2);
  const kept = join(folder, 'people', 'server', 'main');
  await appendFile(join(kept, 'events.jsonl'), '{"person":"x","event":{"id":');
  await person.judge(given.slice(2));
  expect(await judged()).toEqual(idsOf(pairs));
  const lines = (await readFile(join(kept, 'events.jsonl'), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(5);
  await writeFile(
    join(kept, 'events.jsonl'),
    `${lines.join('\n').replace('"elapsedMs":20000', '"elapsedMs":20001')}\n`,
  );
  await expect(judged()).rejects.toThrow(/events\.jsonl, line 1, is no ledger event: Event .* was altered/);
});

test('an event that was altered on its way is refused, and nothing of its page is used', async () => {
  const pairs = humanPairs(2);
  await begin().assign(one, each(pairs), askOnce);
  const person = new ServerPerson(server.address);
  await person.judgeAll();
  const real = proxy.target;
  const lying = await FaultyProxy.start(real);
  lying.alter = (text) => text.replace('"left":"first"', '"left":"second"');
  proxy.target = lying.address;
  await expect(judged()).rejects.toThrow(/sent what is no ledger event: Event .* was altered/);
  proxy.target = real;
  expect(await judged()).toEqual(idsOf(pairs));
  await lying.stop();
});

test('a server that was restored from an old backup loses nobody a verdict: the task is given again, and what is sent again counts once', async () => {
  const pairs = humanPairs(6);
  const work = begin();
  await work.assign(one, each(pairs), askOnce);
  const [ann, ben] = [new ServerPerson(server.address), new ServerPerson(server.address)];
  const [made] = await ann.tasks();
  const given = await ann.take(made?.id ?? '');
  await ann.judge(given.slice(0, 2));
  const backup = join(folder, 'backup');
  const ledger = await openLedgerStore(join(folder, 'served'), undefined);
  for await (const text of exportLedger(ledger, 'main', null)) await appendFile(backup, text);
  await ledger.close();
  await ann.judge(given.slice(2, 4));
  expect(await judged(work)).toHaveLength(4);

  // Another disk: the ledger of the backup, and neither data sets nor tasks.
  const anew = await openLedgerStore(join(folder, 'anew'), undefined);
  await restoreLedger(anew, backup, null);
  await anew.close();
  const restored = await serveLedger(undefined, join(folder, 'anew'));
  proxy.target = restored.address;
  ann.address = ben.address = restored.address;
  try {
    // The verdicts that the server lost are still the plan's, in the process that lived and in the next one.
    expect(await judged(work)).toHaveLength(4);
    expect(await judged()).toHaveLength(4);
    await work.assign(one, each(pairs), askOnce);
    expect(await ben.openTasks()).toMatchObject([{ name: 'plan: human-1-a', pairs: 6, done: 2 }]);
    await ann.send(ann.sent);
    await ben.judgeAll(contrary);
    expect(await judged(work)).toEqual(idsOf(pairs));
    const events = [];
    for await (const event of begin().events(askOnce)) events.push(event.id);
    expect(events).toHaveLength(6);
    expect(new Set(events).size).toBe(6);
  } finally {
    await restored.close();
  }
  expect((await readdir(join(folder, 'people', 'server', 'main'))).sort()).toEqual([
    'events.jsonl',
    'read.json',
    'tasks.json',
  ]);
});

test('an exported ledger is read as files too, and says whose browser is whose', async () => {
  const pairs = humanPairs(3, () => 2);
  await begin().assign(one, each(pairs), askOnce);
  const person = new ServerPerson(server.address);
  await person.judgeAll();
  const path = join(folder, 'people', 'events', 'export.jsonl');
  await mkdir(join(folder, 'people', 'events'), { recursive: true });
  const ledger = await openLedgerStore(join(folder, 'served'), undefined);
  for await (const text of exportLedger(ledger, 'main', null)) await appendFile(path, text);
  await ledger.close();
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"annotator":"local"', '"annotator":"ann"'));
  const files = new LedgerFiles(join(folder, 'people'));
  expect([...(await judgedPairs(files, askOnce, 'adjudicated')).keys()].sort()).toEqual(idsOf(pairs));
  expect(files.personOf(person.client)).toBe('ann');
});

test('whoever is patient waits for a server that is away, also where a gateway answers in its place; else five tries are enough', async () => {
  const waits: number[] = [];
  const wait = (ms: number) => Promise.resolve(void waits.push(ms));
  const project = new ServerProject(new ServerClient(proxy.address, () => null, wait), 'main');
  const words: string[] = [];
  const patient = { ...askOnce, isPatient: true, note: (said: string) => void words.push(said) };
  // Before an Assay server has answered, a stranger is a stranger.
  proxy.passage = () => ({ status: 200 });
  await expect(project.tasks(patient)).rejects.toThrow(/what answers there is no Assay server/);
  proxy.passage = () => 'pass';
  expect(await project.tasks(patient)).toEqual([]);
  const away = ['lose request', { status: 502 }, { status: 404 }, { status: 200 }, 'lose answer'] as const;
  proxy.requests.length = 0;
  proxy.passage = (_request, number) => (number <= 20 ? (away[number % away.length] ?? 'pass') : 'pass');
  expect(await project.tasks(patient)).toEqual([]);
  expect([proxy.requests.length, waits.length]).toEqual([21, 20]);
  expect(words).toEqual([expect.stringMatching(/It is asked again until it answers\.$/)]);
  // It comes back within a minute of being asked again, however long it was away.
  expect(Math.max(...waits)).toBeLessThan(60_000);
  proxy.requests.length = 0;
  proxy.passage = () => ({ status: 502 });
  await expect(project.tasks(askOnce)).rejects.toThrow(/Tried 5 times; start again later/);
  expect(proxy.requests).toHaveLength(5);
});
