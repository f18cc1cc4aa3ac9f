import { page } from 'vitest/browser';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { protocols } from '../../../src/studio/verify/Protocols.svelte';
import type { TaskInfo } from '../../../src/sync/tasks/TaskInfo';
import { tasksOf } from '../../../src/studio/tasks/tasksOf';
import { axeFindings } from '../axeFindings';
import { openStudio, type OpenStudio } from '../load/openStudio';

const patience = { timeout: 20_000 };
const tag = crypto.randomUUID().slice(0, 8);
const taskId = '00000000-0000-7000-8000-00000000000a';
const protocolText = `---\nprotocol: tasks-${tag}\nversion: 1\ntitle: Of the project\n---\n\n## Every pair\n\n- Look twice.\n`;

/** What the made server was asked, and how it stands. */
const asked: { method: string; path: string; body: Record<string, unknown> }[] = [];
let there = false;
let losesAnswer = false;
let info: TaskInfo;
let labels: Record<string, string> = {};
let open: OpenStudio;

function line(n: number): string {
  const say = (content: string) => [{ role: 'assistant', content: `${content} ${tag}` }];
  const prompt = [{ role: 'user', content: `Question ${n} ${tag}` }];
  return `${JSON.stringify({ pair_id: 'x', prompt, first: say(`One ${n}`), second: say(`Two ${n}`), label: null })}\n`;
}

function answer(method: string, path: string): unknown {
  if (path === '') return { protocol: { number: 1, name: `tasks-${tag}@1` } };
  if (path === '/protocols/1') return { text: protocolText };
  if (path === `/tasks/${taskId}/labels`) return { labels };
  if (path === '/tasks') return { tasks: [info] };
  if (method === 'PUT') {
    const held = { id: path.split('/').at(-1) ?? '', pairs: 3, judged: 0, state: 'held' as const };
    const times = { madeAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 3.6e6).toISOString() };
    info = { ...info, open: 7, reservations: [{ ...held, ...times }] };
  }
  if (method === 'DELETE')
    info = {
      ...info,
      open: 9,
      reservations: info.reservations.map((one) => ({ ...one, state: 'given back', judged: 1 })),
    };
  return info;
}

const real = globalThis.fetch;
beforeAll(async () => {
  info = {
    ...{ id: taskId, name: `Round ${tag}`, pairs: 10, overlap: 2, reservationMinutes: 60, madeAt: '', closedAt: null },
    ...{ done: 0, beyond: 0, judged: 0, open: 10, disputed: null, reservations: [] },
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init = {}) => {
    const address = input instanceof Request ? input.url : String(input);
    const match = /\/v1\/projects\/main([^?]*)/.exec(address);
    if (!match) return real(input, init);
    const [method, path = ''] = [init.method ?? 'GET', match[1]];
    asked.push({ method, path, body: typeof init.body === 'string' ? (JSON.parse(init.body) as object as never) : {} });
    if (!there) return new Response('<!doctype html>', { status: 404 });
    if (losesAnswer && method === 'PUT') throw new TypeError('Failed to fetch');
    if (path.endsWith('/pairs'))
      return new Response(
        info.reservations.some(({ state }) => state === 'held') ? line(1) + line(2) + line(3) : line(1),
      );
    return Response.json(answer(method, path));
  });
  open = await openStudio('#/home');
});

afterEach(() => page.viewport(1440, 900));

afterAll(async () => {
  vi.restoreAllMocks();
  for (const { id, name } of open.studio.dataSets) if (name.includes(tag)) await open.studio.removeDataSet(id);
  await protocols.reset();
  await open.studio.store.removeSetting('tasks');
  await open.close();
});

const tasks = () => tasksOf(open.studio);
const panel = () => document.querySelector('section[aria-labelledby="tasks-title"]');

test('without a server that has tasks nothing of them is seen', async () => {
  await tasks().refresh();
  expect(asked.some(({ path }) => path === '/tasks')).toBe(true);
  expect(panel()).toBeNull();
});

test('an answer that was lost is asked for again with the same reservation, so that nothing is taken twice', async () => {
  there = losesAnswer = true;
  await tasks().refresh();
  await expect.element(page.getByText('10 pairs, 2 people each, 0 done')).toBeVisible();
  await page.getByRole('button', { name: `Take pairs of Round ${tag}` }).click();
  await vi.waitFor(() =>
    expect(panel()?.querySelector('[role="alert"]')?.textContent).toContain('could not be reached'),
  );
  losesAnswer = false;
  await page.getByRole('button', { name: `Take pairs of Round ${tag}` }).click();
  await vi.waitFor(() => expect(open.studio.open?.dataSet.name).toBe(`Round ${tag}`), patience);
  const puts = asked.filter(({ method }) => method === 'PUT');
  expect(puts).toHaveLength(2);
  expect(puts[1]?.path).toBe(puts[0]?.path);
});

test("what was taken lies here, with the project's protocol in force and no label", async () => {
  await vi.waitFor(() => expect(tasks().busy).toBeNull(), patience);
  expect(open.studio.open?.index.length).toBe(3);
  expect([...(open.studio.open?.index.labels ?? [])]).toEqual([0, 0, 0]);
  expect(protocols.current.id).toBe(`tasks-${tag}`);
  expect(panel()?.textContent).toMatch(/0 of 3 pairs judged, reserved until/);
});

test.each([
  [1440, 900],
  [390, 844],
])('axe finds nothing at %i by %i, and nothing is wider than the screen', async (width, height) => {
  await page.viewport(width, height);
  const part = panel();
  if (!part) throw new Error('There is no panel.');
  expect(await axeFindings(part)).toEqual([]);
  expect(part.scrollWidth).toBeLessThanOrEqual(part.clientWidth);
});

test('a label that the server shows after the own verdict is there for the reveal', async () => {
  const pair = open.studio.open?.pairId(0) ?? '';
  labels = { [pair]: 'second' };
  info = { ...info, judged: 1, reservations: info.reservations.map((one) => ({ ...one, judged: 1 })) };
  await tasks().refresh();
  expect(open.studio.open?.index.labels[0]).toBe(labelCodes.second);
  expect(panel()?.textContent).toContain('1 of 3 pairs judged');
});

test('when the time is over it says that nothing is lost', async () => {
  const before = info;
  info = { ...info, reservations: info.reservations.map((one) => ({ ...one, state: 'expired' })) };
  await tasks().refresh();
  await vi.waitFor(() => expect(panel()?.textContent).toContain('Nothing is lost'));
  expect(panel()?.textContent).not.toContain('reserved until');
  info = before;
  await tasks().refresh();
});

test('given back, only what was judged stays, as the one data set of the task', async () => {
  await page.getByRole('button', { name: `Give back the pairs of Round ${tag}` }).click();
  await page.getByRole('button', { name: 'Give back', exact: true }).click();
  await vi.waitFor(() => expect(open.studio.open?.index.length).toBe(1), patience);
  await vi.waitFor(() => expect(tasks().busy).toBeNull(), patience);
  expect(open.studio.dataSets.filter(({ name }) => name === `Round ${tag}`)).toHaveLength(1);
});

test('when the server is gone the list stays, with what it was of', async () => {
  there = false;
  vi.mocked(globalThis.fetch).mockImplementationOnce(async () => Promise.reject(new TypeError('Failed to fetch')));
  await tasks().refresh();
  expect(panel()?.textContent).toContain('What you took is here');
});
