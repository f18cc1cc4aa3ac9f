import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../../src/curation/board/Board';
import type { BoardNews } from '../../../src/sync/curation/CurationLink';
import { httpCuration } from '../../../src/sync/curation/httpCuration';
import { madeBoard, madeIteration } from '../../browser/curation/madeBoard';
import { ServedTeam } from '../../support/servedTeam';
import { serveLedger, type ServedLedger } from '../../support/servedLedger';

vi.setConfig({ testTimeout: 30_000 });

let data: string;
let server: ServedLedger;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'assay-plans-'));
  server = await serveLedger(undefined, data);
});
afterEach(async () => {
  await server.close();
  await rm(data, { recursive: true, force: true });
});

/** As the pipeline writes it: whole, under another name first. */
async function writeBoard(board: Board, folder = board.plan): Promise<void> {
  const path = join(data, 'curation', folder);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'board.part'), JSON.stringify(board));
  await rename(join(path, 'board.part'), join(path, 'board.json'));
}

const now = () => new Date().toISOString();
const get = (path: string) => fetch(`${server.address}/v1/projects/main/curation${path}`);
const link = (times = { silenceMs: 5_000, steadyMs: 10_000, waitMs: () => 50 }) =>
  httpCuration(
    () => 'main',
    (path, init) => fetch(server.address + String(path), init),
    times,
  );

test('plans of the project are listed with what they are at; what is no board is in no list and no answer', async () => {
  await writeBoard(madeBoard('one', { at: now(), iterations: [madeIteration(1)] }));
  await writeBoard(madeBoard('other', { project: 'elsewhere' }));
  await writeBoard(madeBoard('named-otherwise'), 'copied');
  await mkdir(join(data, 'curation', 'broken'), { recursive: true });
  await writeFile(join(data, 'curation', 'broken', 'board.json'), '{"version":1');
  await symlink(join(data, 'curation', 'one'), join(data, 'curation', 'linked'));
  await mkdir(join(data, 'curation', 'file-linked'));
  await symlink(join(data, 'curation', 'one', 'board.json'), join(data, 'curation', 'file-linked', 'board.json'));
  const list = await link().list();
  expect(list.ok && list.value.map(({ plan, state, iterations }) => ({ plan, state, iterations }))).toEqual([
    { plan: 'one', state: 'running', iterations: { done: 1, all: 1 } },
  ]);
  for (const plan of ['other', 'copied', 'broken', 'linked', 'file-linked', 'none'])
    expect((await get(`/${plan}`)).status, plan).toBe(404);
  for (const plan of ['..%2Fone', 'UP', 'a'.repeat(65)]) expect((await get(`/${plan}`)).status, plan).toBe(422);
  expect(await link().board('one')).toMatchObject({ ok: true, value: { plan: 'one', iterations: [{ gold: 2273 }] } });
});

test('a run whose process was killed is lost, and one that ended or lives is what it says', async () => {
  const held = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(held, 'spawn');
  await writeBoard(madeBoard('one', { at: now() }));
  const lock = join(data, 'curation', 'one', 'run.lock');
  await writeFile(lock, JSON.stringify({ pid: held.pid, host: hostname() }));
  expect(await link().board('one')).toMatchObject({ value: { state: 'running' } });
  held.kill('SIGKILL');
  await once(held, 'exit');
  expect(await link().board('one')).toMatchObject({ value: { state: 'lost', step: null } });
  await writeBoard(madeBoard('one', { at: now(), state: 'done' }));
  expect(await link().board('one')).toMatchObject({ value: { state: 'done' } });
  await rm(lock);
  await writeBoard(madeBoard('one', { at: now(), state: 'waiting' }));
  expect(await link().board('one')).toMatchObject({ value: { state: 'waiting' } });
  await writeBoard(madeBoard('one', { at: '2026-01-01T00:00:00.000Z' }));
  expect(await link().board('one')).toMatchObject({ value: { state: 'lost' } });
});

test('changes come as they are written; whoever comes back with the last event is told nothing twice', async () => {
  await writeBoard(madeBoard('one', { at: now() }));
  const ended = new AbortController();
  const news: BoardNews[] = [];
  const following = link().follow('one', (one) => news.push(one), ended.signal);
  await expect.poll(() => news.map(({ kind }) => kind)).toEqual(['live', 'board']);
  await writeBoard(madeBoard('one', { at: now(), state: 'done', step: null }));
  await expect.poll(() => news.at(-1), { timeout: 5_000 }).toMatchObject({ kind: 'board', board: { state: 'done' } });
  ended.abort();
  await following;

  const first = await get('/one/changes');
  expect(first.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
  const text = await readUntil(first, /\n\n.*\n\n/s);
  const id = /^id: (\w+)$/m.exec(text)?.[1] ?? '';
  const again = await fetch(`${server.address}/v1/projects/main/curation/one/changes`, {
    headers: { 'Last-Event-ID': id },
  });
  const reading = readUntil(again, /event: board/);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await writeBoard(madeBoard('one', { at: now(), state: 'failed', reason: 'line one\nevent: board' }));
  const told = await reading;
  expect(told.match(/event: board/g)?.length).toBeGreaterThan(0);
  expect(told).not.toContain('"state":"done"');
});

test('a server that stops ends its streams in order', async () => {
  await writeBoard(madeBoard('one', { at: now() }));
  const reading = [await get('/one/changes'), await get('/one/changes')].map((response) => response.text());
  const began = performance.now();
  await server.close();
  for (const text of await Promise.all(reading)) expect(text).toMatch(/^event: board\nid: \w+\ndata: .*\n\n$/m);
  expect(performance.now() - began).toBeLessThan(4_000);
  server = await serveLedger(undefined, data);
});

test('one person has a few streams only, and another one when one of them is closed', async () => {
  await writeBoard(madeBoard('one', { at: now() }));
  const open = await Promise.all(Array.from({ length: 6 }, () => get('/one/changes')));
  expect(open.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect((await get('/one/changes')).status).toBe(429);
  await open[0]?.body?.cancel();
  const statusOfMore = async () => {
    const more = await get('/one/changes');
    await more.body?.cancel();
    return more.status;
  };
  await expect.poll(statusOfMore, { timeout: 5_000 }).toBe(200);
});

test('annotators and strangers see no board: votes and rewards are in it', async () => {
  const team = await ServedTeam.start();
  try {
    const path = '/v1/projects/main/curation';
    for (const [roles, status] of [
      [['annotator'], 403],
      [['adjudicator'], 403],
      [['curator'], 200],
    ] as const) {
      const { cookie } = await team.person(`person ${roles[0]}`, roles);
      expect((await team.ask(path, { Cookie: cookie })).status, roles[0]).toBe(status);
    }
    expect((await team.ask(path)).status).toBe(401);
  } finally {
    await team.close();
  }
});

async function readUntil(response: Response, wanted: RegExp): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value;
    if (wanted.test(text)) break;
  }
  await reader?.cancel();
  return text;
}
