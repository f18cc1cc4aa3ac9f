import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { postgresRooms, rowsOf, sqliteRooms, type RoomsPlace, type ServedRooms, type Who } from './servedRooms';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const admin: Who = ['root', 'admin'];
const curator: Who = ['cora', 'curator'];
const annotator: Who = ['ann', 'annotator'];
const nobody: Who = ['eve'];

const protocol = (version: string, rule: string) => `---
protocol: team
version: ${version}
title: Team
---

## Every pair

- ${rule}
`;

describe.each([
  ['SQLite', sqliteRooms],
  ['PostgreSQL', postgresRooms],
])('projects and data sets over %s', (_name, places) => {
  let maker: { make: RoomsPlace; end(): Promise<void> } | null = null;
  let served: ServedRooms;

  beforeAll(async () => {
    maker = await places();
  });
  afterAll(() => maker?.end());
  beforeEach(async (context) => {
    if (maker === null) return context.skip('PostgreSQL is not installed');
    served = await maker.make();
  });
  afterEach(() => served.end());

  const statusOf = async (...given: Parameters<ServedRooms['ask']>) => (await served.ask(...given)).status;

  test('the project main is always there; a new one has a ledger of its own', async () => {
    const made = await served.json(admin, 'POST', '/projects', {
      id: 'maths',
      name: 'Maths',
      settings: { overlap: 3 },
    });
    expect(made).toMatchObject({ id: 'maths', settings: { overlap: 3, reservationMinutes: 1440, reveal: 'label' } });
    const { projects } = await served.json<{ projects: { id: string }[] }>(admin, 'GET', '/projects');
    expect(projects.map(({ id }) => id)).toEqual(['main', 'maths']);
    expect((await served.ledger.stores()).map(({ id }) => id)).toEqual(['main', 'maths']);
    expect(await served.ledger.head('maths')).toBe(0);
    expect(await statusOf(admin, 'POST', '/projects', { id: 'maths', name: 'Again' })).toBe(409);
    expect(await statusOf(curator, 'POST', '/projects', { id: 'other', name: 'Other' })).toBe(403);
  });

  test('somebody sees the projects that they belong to, and is told nothing of others', async () => {
    await served.json(admin, 'POST', '/projects', { id: 'maths', name: 'Maths' });
    expect((await served.json(annotator, 'GET', '/projects'))['projects']).toHaveLength(1);
    expect((await served.json(nobody, 'GET', '/projects'))['projects']).toEqual([]);
    expect(await statusOf(curator, 'GET', '/projects/maths')).toBe(403);
    expect(await statusOf(curator, 'GET', '/projects/nowhere')).toBe(403);
    expect(await statusOf(admin, 'GET', '/projects/nowhere')).toBe(404);
  });

  test('a protocol never changes: its name stands for one text, and the last one is in force', async () => {
    const post = (text: string, who = curator) => served.ask(who, 'POST', '/projects/main/protocols', { text });
    expect((await post(protocol('1', 'Work it out.'))).status).toBe(200);
    expect((await post(protocol('1', 'Work it out.'))).status).toBe(200);
    expect((await post(protocol('1', 'Guess.'))).status).toBe(409);
    expect((await post(protocol('2', 'Guess.'))).status).toBe(200);
    expect(await post('no head')).toMatchObject({ status: 422 });
    expect((await post(protocol('3', 'Mine.'), annotator)).status).toBe(403);
    const { protocols } = await served.json<{ protocols: { name: string }[] }>(
      annotator,
      'GET',
      '/projects/main/protocols',
    );
    expect(protocols.map(({ name }) => name)).toEqual(['team@1', 'team@2']);
    expect((await served.json(annotator, 'GET', '/projects/main'))['protocol']).toMatchObject({
      name: 'team@2',
      number: 2,
    });
    const first = await served.json(annotator, 'GET', '/projects/main/protocols/1');
    expect(first['text']).toBe(protocol('1', 'Work it out.'));
  });

  test('no text has a zero byte, at which a database would cut it: not in a name, a protocol or an address', async () => {
    const project = { id: 'cut', name: 'Maths\0and more' };
    expect(await statusOf(admin, 'POST', '/projects', project)).toBe(422);
    expect(await statusOf(admin, 'PATCH', '/projects/main', { name: 'a\0b' })).toBe(422);
    const text = `${protocol('1', 'Read both.')}\0hidden`;
    expect(await statusOf(curator, 'POST', '/projects/main/protocols', { text })).toBe(422);
    for (const path of ['/projects/main%00', '/projects/main/data-sets?file=a%00.jsonl', '/models/tiny%00'])
      expect(await statusOf(admin, 'GET', path), path).toBe(422);
    const { projects } = await served.json<{ projects: { id: string }[] }>(admin, 'GET', '/projects');
    expect(projects.map(({ id }) => id)).toEqual(['main']);
  });

  test('settings are changed one by one, within their bounds', async () => {
    const change = (settings: object) => served.ask(curator, 'PATCH', '/projects/main', { settings });
    expect(await (await change({ overlap: 2 })).json()).toMatchObject({
      settings: { overlap: 2, reservationMinutes: 1440 },
    });
    expect((await change({ overlap: 0 })).status).toBe(422);
    expect((await change({ overlap: 21 })).status).toBe(422);
  });

  test('a file becomes a data set named by its content; bad rows are named by their lines', async () => {
    const text = `${rowsOf(3)}{"prompt": 5, "chosen": "a", "rejected": "b"}\n`;
    const add = (name: string) =>
      served.json(curator, 'POST', `/projects/main/data-sets?file=some.jsonl&name=${name}`, text);
    const added = await add('First');
    expect(added).toMatchObject({ name: 'First', pairs: 3, retiredAt: null });
    expect(added).toMatchObject({ report: { rejected: [{ line: 4 }] } });
    expect(await add('Second')).toMatchObject({ id: added['id'], name: 'First' });
    const base = `/projects/main/data-sets/${String(added['id'])}`;
    const { total, pairs } = await served.json<{ total: number; pairs: unknown[] }>(
      curator,
      'GET',
      `${base}/pairs?from=1&limit=1`,
    );
    expect([total, pairs.length]).toEqual([3, 1]);
    expect(JSON.stringify(pairs)).toContain('Question 1');
    const part = await served.ask(curator, 'GET', `${base}/file`);
    expect(await part.text()).toBe(text);
    expect(part.headers.get('Content-Disposition')).toContain('attachment; filename="some.jsonl"');
    for (const path of [base, `${base}/pairs`, `${base}/file`, '/projects/main/data-sets'])
      expect(await statusOf(annotator, 'GET', path)).toBe(403);
  });

  test('removing is retiring: no new task can be made of it, and the same file brings it back', async () => {
    const add = () => served.json(curator, 'POST', '/projects/main/data-sets?file=a.jsonl', rowsOf(2));
    const id = String((await add())['id']);
    expect(await served.json(curator, 'DELETE', `/projects/main/data-sets/${id}`)).toMatchObject({
      retiredAt: expect.any(String) as unknown,
    });
    const task = { name: 'T', dataSet: id };
    expect(await statusOf(curator, 'POST', '/projects/main/tasks', task)).toBe(409);
    expect(await add()).toMatchObject({ id, retiredAt: null });
    expect(await statusOf(curator, 'POST', '/projects/main/tasks', task)).toBe(200);
  });

  test('what holds no pair is refused in words, and nothing of it stays', async () => {
    for (const text of ['', 'hello', '{"a": 1}\n']) {
      const answer = await served.ask(curator, 'POST', '/projects/main/data-sets?file=x.jsonl', text);
      expect(answer.status).toBe(422);
      expect(((await answer.json()) as { detail: string }).detail).not.toBe('');
    }
    expect((await served.json(curator, 'GET', '/projects/main/data-sets'))['dataSets']).toEqual([]);
  });
});
